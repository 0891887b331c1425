import { Button, Group, Menu, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RenderDetails } from "../../../api/types.gen";
import { FilmIcon } from "../../../ui/mediaIcons";
import { ActionButton } from "./actions/ActionButton";
import { ActionItems } from "./actions/ActionMenu";
import { renameCourse } from "./doc/commands";
import { HelpIcon, RedoIcon, UndoIcon } from "./icons";
import { Present } from "./live/Present";
import { isUnderWay } from "./render/useRenders";
import { useEditor, useEditorState } from "./store";

const COLOURS = { saved: "dimmed", saving: "dimmed", offline: "orange", conflict: "red", refused: "red" } as const;

export function TopBar({ render }: { render: RenderDetails | null }) {
  const { t } = useTranslation(["studio", "editor"]);
  const editor = useEditor();
  const title = useEditorState((state) => state.document.title);
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  return (
    <div className="editor-top">
      <TextInput
        className="editor-title"
        aria-label={t("project.title")}
        value={title}
        maxLength={300}
        readOnly={isReadOnly}
        error={title.trim() === "" && t("project.titleMissing")}
        onChange={(event) => editor.run(renameCourse(event.currentTarget.value), "title")}
      />
      {isReadOnly ? <span className="editor-saved" /> : <SavedState />}
      <Present />
      <Group gap={4} wrap="nowrap">
        {!isReadOnly && (
          <>
            <ActionButton id="undo">
              <UndoIcon />
            </ActionButton>
            <ActionButton id="redo">
              <RedoIcon />
            </ActionButton>
          </>
        )}
        <ActionButton id="help">
          <HelpIcon />
        </ActionButton>
        <Menu position="bottom-end" width={320} shadow="md" returnFocus>
          <Menu.Target>
            <Button variant="default">{t("editor:menu")}</Button>
          </Menu.Target>
          <Menu.Dropdown className="editor-menu">
            <ActionItems />
          </Menu.Dropdown>
        </Menu>
        <Button leftSection={<FilmIcon />} onClick={() => editor.view.setState({ dialog: "render" })}>
          {isUnderWay(render)
            ? t("project.rendering", { percent: Math.round((render?.fraction ?? 0) * 100) })
            : t("project.render")}
        </Button>
      </Group>
    </div>
  );
}

function SavedState() {
  const { t } = useTranslation("studio");
  const { state, refusal } = useEditorState((found) => found.saved);
  return (
    <Text className="editor-saved" size="sm" c={COLOURS[state]} role="status">
      {t(`project.saved.${state}`)}
      {state === "refused" && refusal !== null && ` ${refusal}`}
    </Text>
  );
}
