import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyIcon, DownIcon, TrashIcon, UpIcon } from "../../../../ui/icons";
import { mergeWithNext } from "../doc/commands";
import { IconButton } from "../IconButton";
import { MergeIcon } from "../icons";
import { useEditor, useEditorState } from "../store";

export type SceneAction = "up" | "down" | "duplicate" | "delete";

interface Props {
  place: number;
  count: number;
  onAction: (action: SceneAction) => void;
}

/** What can be done with the selected scene. */
export function SceneActions({ place, count, onAction }: Props) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const selected = useEditorState((state) => state.selected);
  const isHere = useEditorState((state) => state.document.scenes[state.selected]?.content != null);
  const isLast = place === count - 1;
  return (
    <Group gap={2} role="toolbar" aria-label={t("project.scenes.actions")} className="editor-scene-actions">
      <IconButton label={t("project.scenes.up")} keys="Alt+↑" isOff={place < 1} onClick={() => onAction("up")}>
        <UpIcon />
      </IconButton>
      <IconButton label={t("project.scenes.down")} keys="Alt+↓" isOff={isLast} onClick={() => onAction("down")}>
        <DownIcon />
      </IconButton>
      <IconButton
        label={t("project.scenes.duplicate")}
        keys="Ctrl+D"
        isOff={!isHere}
        onClick={() => onAction("duplicate")}
      >
        <CopyIcon />
      </IconButton>
      <IconButton
        label={t("project.scenes.merge")}
        isOff={!isHere || isLast}
        onClick={() => editor.run(mergeWithNext(selected))}
      >
        <MergeIcon />
      </IconButton>
      <IconButton
        label={t("project.scenes.delete")}
        keys="Del"
        isOff={!isHere || count === 1}
        onClick={() => onAction("delete")}
      >
        <TrashIcon />
      </IconButton>
    </Group>
  );
}
