import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sceneTitle } from "./doc/document";
import type { Conflict } from "./doc/exchange";
import { useEditor, useEditorState } from "./store";

/** What somebody else changed meanwhile: it is shown beside ours until a person decides. */
export function Conflicts() {
  const conflicts = useEditorState((state) => state.saved.conflicts);
  if (conflicts.length === 0) return null;
  return (
    <div className="editor-conflicts">
      {conflicts.map((conflict) => (
        <OneConflict key={conflict.target} conflict={conflict} />
      ))}
    </div>
  );
}

function OneConflict({ conflict: { target, theirs } }: { conflict: Conflict }) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const scene = useEditorState((state) => state.document.scenes[target]);
  const title = scene === undefined ? t("project.conflict.deletedHere") : sceneTitle(scene);
  const said =
    typeof theirs === "string"
      ? theirs
      : (theirs?.lines.map((line) => line.text).join(" ") ?? t("project.conflict.gone"));
  return (
    <Alert color="red" role="alert" title={t("project.conflict.title", { title })}>
      <Text size="sm" lineClamp={4}>
        {t("project.conflict.theirs")} {said}
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={() => editor.saver.keepMine(target)}>
          {t("project.conflict.keepMine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => editor.run(editor.saver.takeTheirs(target))}>
          {t("project.conflict.takeTheirs")}
        </Button>
      </Group>
    </Alert>
  );
}
