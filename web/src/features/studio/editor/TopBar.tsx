import { Button, Group, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RenderDetails } from "../../../api/types.gen";
import { renameCourse } from "./doc/commands";
import { IconButton } from "./IconButton";
import { FilmIcon, RedoIcon, UndoIcon } from "./icons";
import { isUnderWay } from "./render/useRenders";
import { useEditor, useEditorState } from "./store";

const COLOURS = { saved: "dimmed", saving: "dimmed", offline: "orange", conflict: "red", refused: "red" } as const;

interface Props {
  render: RenderDetails | null;
  onRender: () => void;
}

export function TopBar({ render, onRender }: Props) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const title = useEditorState((state) => state.document.title);
  const { state, refusal } = useEditorState((found) => found.saved);
  const canUndo = useEditorState((found) => found.history.done.length > 0);
  const canRedo = useEditorState((found) => found.history.undone.length > 0);
  return (
    <div className="editor-top">
      <TextInput
        className="editor-title"
        aria-label={t("project.title")}
        value={title}
        maxLength={300}
        error={title.trim() === "" && t("project.titleMissing")}
        onChange={(event) => editor.run(renameCourse(event.currentTarget.value), "title")}
      />
      <Text className="editor-saved" size="sm" c={COLOURS[state]} role="status">
        {t(`project.saved.${state}`)}
        {state === "refused" && refusal !== null && ` ${refusal}`}
      </Text>
      <Group gap={4} wrap="nowrap">
        <IconButton label={t("project.undo")} keys="Ctrl+Z" isOff={!canUndo} onClick={editor.undo}>
          <UndoIcon />
        </IconButton>
        <IconButton label={t("project.redo")} keys="Ctrl+Shift+Z" isOff={!canRedo} onClick={editor.redo}>
          <RedoIcon />
        </IconButton>
        <Button leftSection={<FilmIcon />} ml={4} onClick={onRender}>
          {isUnderWay(render)
            ? t("project.rendering", { percent: Math.round((render?.fraction ?? 0) * 100) })
            : t("project.render")}
        </Button>
      </Group>
    </div>
  );
}
