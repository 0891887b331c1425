import { Button, Group, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftParts } from "../../../../api/sdk.gen";
import type { CoveredPart, DraftedScene, ProjectReport, ProjectSources } from "../../../../api/types.gen";
import { Trouble } from "../../../../ui/Trouble";
import { newId } from "../doc/document";
import { pasteScenes } from "../doc/sceneCommands";
import { appendLines, draftedContent } from "../doc/wordCommands";
import { usePlaceName } from "../script/usePlaceName";
import { type Editor, useEditor, useEditorState } from "../store";
import { placeOfSection } from "./placing";
import { partsOf } from "./useReview";

interface Props {
  report: ProjectReport;
  sources: ProjectSources;
}

/** Parts of the document that no scene says or shows; each can be made a scene of, or be said where one is. */
export function LeftOut({ report, sources }: Props) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const document = useEditorState((state) => state.document);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const placeName = usePlaceName();
  const named = new Set(
    Object.values(document.scenes).flatMap(({ content }) => [
      ...content.rest.shows,
      ...Object.values(content.lines).flatMap((line) => line.spoken.sources ?? []),
    ]),
  );
  // What was just taken in is not left out, though the report of it is still to come.
  const parts = report.parts.filter((part) => part.treatment === "left_out" && !named.has(part.id));

  async function draft(part: CoveredPart, use: (scenes: readonly DraftedScene[]) => void) {
    setBusy(part.id);
    setError(null);
    try {
      const path = { project_id: editor.store.getState().project.id };
      const { data } = await draftParts({ path, body: { part_ids: [part.id] }, throwOnError: true });
      use(data.scenes);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(null);
    }
  }

  return (
    <section aria-labelledby="review-left-out">
      <Title order={3} size="h5" id="review-left-out" mb={4}>
        {t("panel.leftOut", { count: parts.length })}
      </Title>
      <Trouble error={error} />
      {parts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("panel.nothingLeftOut")}
        </Text>
      )}
      <ul className="review-list">
        {parts.map((part) => (
          <li key={part.id} className="review-part">
            <Text size="xs" c="dimmed">
              {[partsOf(sources).get(part.id)?.section_title, placeName(part.place)].filter(Boolean).join(" · ")}
            </Text>
            <Text size="sm" lineClamp={3}>
              {part.excerpt || t(`kind.${part.kind}`)}
            </Text>
            {!isReadOnly && part.kind !== "unread" && (
              <Group gap="xs" mt={4}>
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={busy === part.id}
                  disabled={busy !== null}
                  onClick={() => draft(part, (scenes) => addScenes(editor, sources, part.id, scenes, t("told.scene")))}
                >
                  {t("panel.makeScene")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={busy !== null}
                  onClick={() => draft(part, (scenes) => sayHere(editor, scenes, t("told.line")))}
                >
                  {t("panel.sayHere")}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** After the scenes of its section, where the document has it. */
function addScenes(
  editor: Editor,
  sources: ProjectSources,
  part: string,
  drafted: readonly DraftedScene[],
  told: string,
): void {
  const { document, selected } = editor.store.getState();
  const section = partsOf(sources).get(part)?.section_id ?? "";
  const after = placeOfSection(document, sources.parts, section) ?? selected;
  const ids = drafted.map(newId);
  editor.run(pasteScenes(drafted.map(draftedContent), after, ids));
  editor.selectThese(ids);
  editor.tell(told);
}

function sayHere(editor: Editor, drafted: readonly DraftedScene[], told: string): void {
  const { selected } = editor.store.getState();
  editor.run(
    appendLines(
      selected,
      drafted.flatMap((scene) => scene.lines),
    ),
  );
  editor.tell(told);
}
