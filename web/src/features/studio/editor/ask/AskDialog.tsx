import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { askCourse } from "../../../../api/sdk.gen";
import type { Citation } from "../../../../api/types.gen";
import { clock } from "../../../../lib/time";
import { Asking } from "../../../../ui/asking/Asking";
import { Dialog } from "../../../../ui/Dialog";
import { layoutOf, useEditor, useEditorState } from "../store";
import { placeOf } from "./place";

/** What the course's own document says to a question, and the scene that tells it. */
export default function AskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("answers");
  const editor = useEditor();
  const project = useEditorState((state) => state.project);
  const path = { project_id: project.id };

  function toScene(citation: Citation) {
    const { document } = editor.store.getState();
    const place = placeOf(document, layoutOf(editor.store.getState()), citation.block_ids ?? []);
    if (place === null) return null;
    const go = () => {
      onClose();
      editor.selectLine(place.sceneId, place.lineId);
      editor.player.seek(place.atMs);
      editor.view.setState({ narrowTab: "stage" });
    };
    return (
      <Button variant="default" size="xs" onClick={go}>
        {t("toScene", { number: place.number, time: clock(place.atMs) })}
      </Button>
    );
  }

  return (
    <Dialog title={t("course.title")} size="lg" onClose={onClose}>
      <Stack gap="sm">
        {project.document_version_id === null ? (
          <Text>{t("course.noDocument")}</Text>
        ) : (
          <>
            <Text c="dimmed">{t("course.lead")}</Text>
            <Asking
              hasFocus
              ask={async (question) => (await askCourse({ path, body: { question }, throwOnError: true })).data}
              onSource={toScene}
            />
          </>
        )}
      </Stack>
    </Dialog>
  );
}
