import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProjectSummary } from "../../api/types.gen";

type Size = ProjectSummary["size"];

const SHAPES: readonly { size: Size; width: number; height: number }[] = [
  { size: "1080p", width: 64, height: 36 },
  { size: "vertical", width: 27, height: 48 },
  { size: "square", width: 42, height: 42 },
  { size: "720p", width: 48, height: 27 },
];

interface Props {
  size: Size;
  onChoose: (size: Size) => void;
}

export function SizePicker({ size, onChoose }: Props) {
  const { t } = useTranslation("courses");
  return (
    <fieldset className="choices">
      <Text component="legend" fw={600}>
        {t("options.size")}
      </Text>
      <div className="choice-grid">
        {SHAPES.map(({ size: offered, width, height }) => (
          <label key={offered} className="choice">
            <input
              type="radio"
              name="size"
              value={offered}
              checked={offered === size}
              onChange={() => onChoose(offered)}
            />
            <span className="choice-text">
              <span className="size-box">
                <span className="size-shape" style={{ width, height }} />
              </span>
              <Text span fw={600} display="block">
                {t(`sizes.${offered}.name`)}
              </Text>
              <Text span size="sm" c="dimmed">
                {t(`sizes.${offered}.use`)}
              </Text>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
