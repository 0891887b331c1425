import { Button, Group, NumberInput, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changePause, LONGEST_PAUSE_MS } from "../doc/sceneCommands";
import { layoutOf, useEditor, useEditorState } from "../store";

/** The silence around the chosen line as numbers: the way without dragging. */
export function LineFields() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const sceneId = useEditorState((state) => state.selected);
  const lineId = useEditorState((state) => state.line);
  const spoken = useEditorState((state) =>
    state.line === null ? undefined : state.document.scenes[state.selected]?.content?.lines[state.line]?.spoken,
  );
  const time = useEditorState((state) =>
    layoutOf(state)
      .scenes.find(({ id }) => id === state.selected)
      ?.lines.find(({ id }) => id === state.line),
  );
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  if (lineId === null || spoken === undefined || time === undefined || isReadOnly) return null;
  const set = (pause: { before?: number; after?: number | null }) =>
    editor.run(changePause(sceneId, lineId, pause), `pause ${lineId} field`);
  const field = { size: "xs", w: 104, min: 0, max: LONGEST_PAUSE_MS / 1000, step: 0.1, decimalScale: 2, suffix: " s" };
  return (
    <Group gap="xs" wrap="nowrap" role="group" aria-label={t("timeline.lineTimes")} className="timeline-fields">
      <Text size="xs" truncate maw={200}>
        {time.text}
      </Text>
      <NumberInput
        {...field}
        aria-label={t("timeline.pauseBefore")}
        title={t("timeline.pauseBefore")}
        leftSection="⇤"
        value={time.pauseBeforeMs / 1000}
        onChange={(value) => typeof value === "number" && set({ before: value * 1000 })}
      />
      <NumberInput
        {...field}
        aria-label={t("timeline.pauseAfter")}
        title={t("timeline.pauseAfter")}
        leftSection="⇥"
        value={time.pauseAfterMs / 1000}
        onChange={(value) => typeof value === "number" && set({ after: value * 1000 })}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        disabled={spoken.pause_after_ms == null && !spoken.pause_before_ms}
        onClick={() => set({ before: 0, after: null })}
      >
        {t("timeline.pauseUsual")}
      </Button>
    </Group>
  );
}
