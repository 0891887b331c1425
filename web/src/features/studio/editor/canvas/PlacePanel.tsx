import { ActionIcon, Button, Group, NumberInput, Paper, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useEditor } from "../store";
import { put, putBack } from "./arranging";
import { ALIGNMENTS, aligned, type Box, distributed } from "./geometry";
import { AlignIcon, DistributeIcon } from "./icons";
import { useBoxes, useChosen } from "./useBoxes";

const SIDES = ["x", "y", "width", "height"] as const;

/** Where the chosen elements stand, in numbers and by buttons: the way without dragging. */
export function PlacePanel() {
  const { t, i18n } = useTranslation("editor");
  const editor = useEditor();
  const slide = useBoxes();
  const chosen = useChosen(slide);
  const [first] = chosen;
  if (slide === null || first === undefined) return null;
  const only = chosen.length === 1 ? first : null;
  const wholeOf = (side: (typeof SIDES)[number]) => (side === "x" || side === "width" ? slide.width : slide.height);

  function change(side: (typeof SIDES)[number], percent: number) {
    if (only === null || slide === null) return;
    const box = { ...only, [side]: (percent / 100) * wholeOf(side) };
    const width = Math.min(box.width, slide.width);
    const height = Math.min(box.height, slide.height);
    const x = Math.min(box.x, slide.width - width);
    const y = Math.min(box.y, slide.height - height);
    put(editor, slide, [{ ...box, x, y, width, height }], `place ${side}`);
  }

  const arrange = (boxes: readonly Box[]) =>
    put(
      editor,
      slide,
      chosen.map((box, at) => ({ ...box, ...boxes[at] })),
    );

  return (
    <Paper component="section" withBorder p="sm" radius="md" aria-labelledby="canvas-place">
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text id="canvas-place" fw={650} size="sm">
          {t("canvas.place.title")}
        </Text>
        <Text size="xs" c="dimmed">
          {only === null ? t("canvas.place.several", { count: chosen.length }) : t(`canvas.elements.${only.element}`)}
        </Text>
      </Group>
      {only !== null && (
        <div className="canvas-numbers">
          {SIDES.map((side) => (
            <NumberInput
              key={side}
              size="xs"
              label={t(`canvas.place.${side}`)}
              value={Math.round((only[side] / wholeOf(side)) * 1000) / 10}
              min={side === "x" || side === "y" ? 0 : 2}
              max={100}
              step={1}
              decimalScale={1}
              decimalSeparator={i18n.language === "en" ? "." : ","}
              clampBehavior="strict"
              onChange={(value) => typeof value === "number" && change(side, value)}
            />
          ))}
        </div>
      )}
      <Group gap={2} mt={8} role="group" aria-label={t("canvas.place.align")}>
        {ALIGNMENTS.map((how) => (
          <Tooltip key={how} label={t(`canvas.place.alignments.${how}`)} openDelay={300}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(`canvas.place.alignments.${how}`)}
              onClick={() => arrange(aligned(chosen, how, slide))}
            >
              <AlignIcon how={how} />
            </ActionIcon>
          </Tooltip>
        ))}
        {chosen.length > 2 &&
          (["x", "y"] as const).map((axis) => {
            const label = t(axis === "x" ? "canvas.place.distributeX" : "canvas.place.distributeY");
            return (
              <Tooltip key={axis} label={label} openDelay={300}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={label}
                  onClick={() => arrange(distributed(chosen, axis))}
                >
                  <DistributeIcon axis={axis} />
                </ActionIcon>
              </Tooltip>
            );
          })}
      </Group>
      <Button
        mt={8}
        size="compact-sm"
        variant="default"
        disabled={!chosen.some((box) => box.is_placed)}
        onClick={() =>
          putBack(
            editor,
            chosen.map(({ element }) => element),
          )
        }
      >
        {t("canvas.place.back")}
      </Button>
    </Paper>
  );
}
