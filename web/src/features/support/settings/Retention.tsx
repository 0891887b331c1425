import { NumberInput, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Retention as Days } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";

interface Props {
  kept: Record<keyof Days, number | null>;
  errorOf: (name: keyof Days) => string | undefined;
  onChange: (change: Partial<Days>) => void;
}

/** What the law wants kept, and how long a purpose lasts. */
const BOUNDS = {
  content_days: [730, 1826],
  media_days: [7, 730],
  event_days: [8, 90],
} as const satisfies Record<keyof Days, readonly [number, number]>;

/** For how many days what customers said, and what came with it, is kept. */
export function Retention({ kept, errorOf, onChange }: Props) {
  const { t } = useTranslation("supportSettings");
  const names = Object.keys(BOUNDS) as (keyof Days)[];
  return (
    <Card title={t("retention.title")} lead={t("retention.lead")}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {names.map((name) => (
          <NumberInput
            key={name}
            label={t(`retention.${name}`)}
            description={t("retention.bounds", { least: BOUNDS[name][0], most: BOUNDS[name][1] })}
            suffix={t("retention.days")}
            min={BOUNDS[name][0]}
            max={BOUNDS[name][1]}
            clampBehavior="none"
            allowDecimal={false}
            hideControls
            value={kept[name] ?? ""}
            error={errorOf(name)}
            onChange={(value) => value !== "" && onChange({ [name]: Number(value) })}
          />
        ))}
      </SimpleGrid>
    </Card>
  );
}
