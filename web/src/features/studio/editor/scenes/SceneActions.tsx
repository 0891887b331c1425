import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyIcon, DownIcon, PlusIcon, TrashIcon, UpIcon } from "../../../../ui/icons";
import { ActionButton } from "../actions/ActionButton";
import { MergeIcon } from "../icons";

/** What can be done with the chosen scenes. */
export function SceneActions() {
  const { t } = useTranslation("studio");
  return (
    <Group gap={2} role="toolbar" aria-label={t("project.scenes.actions")} className="editor-scene-actions">
      <ActionButton id="newScene">
        <PlusIcon />
      </ActionButton>
      <ActionButton id="moveUp">
        <UpIcon />
      </ActionButton>
      <ActionButton id="moveDown">
        <DownIcon />
      </ActionButton>
      <ActionButton id="duplicate">
        <CopyIcon />
      </ActionButton>
      <ActionButton id="merge">
        <MergeIcon />
      </ActionButton>
      <ActionButton id="delete">
        <TrashIcon />
      </ActionButton>
    </Group>
  );
}
