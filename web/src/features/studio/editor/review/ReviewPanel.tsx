import { Alert, Button, Progress, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { apiLanguage } from "../../../../lib/i18n";
import { Loading } from "../../../../ui/Loading";
import { Trouble } from "../../../../ui/Trouble";
import type { SceneId } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { LeftOut } from "./LeftOut";
import { warningsOf } from "./placing";
import { useSources } from "./useReview";

/** The course beside its document: what it says otherwise, and what it leaves out. */
export default function ReviewPanel() {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const hasDocument = useEditorState((state) => state.project.document_version_id !== null);
  const review = useEditorState((state) => state.review);
  const { data: sources, error } = useSources();
  const editor = useEditor();
  if (!hasDocument) {
    return (
      <Text p="sm" c="dimmed">
        {t("panel.noDocument")}
      </Text>
    );
  }
  if (error !== null) return <Trouble error={error} />;
  if (review === null || sources === undefined) return <Loading />;
  const percent = Math.round(review.report.covered_percent);
  return (
    <Stack p="sm" gap="md">
      <div>
        <Text size="sm" fw={600} truncate title={sources.name}>
          {sources.name}
        </Text>
        <Text size="sm" mb={4}>
          {t("panel.covered", { percent })}
        </Text>
        <Progress value={percent} aria-label={t("panel.covered", { percent })} />
      </div>
      <Button variant="default" size="xs" onClick={() => editor.view.setState({ dialog: "ask" })}>
        {t("ask")}
      </Button>
      <Warnings />
      <LeftOut report={review.report} sources={sources} />
    </Stack>
  );
}

function Warnings() {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const review = useEditorState((state) => state.review);
  const document = useEditorState((state) => state.document);
  const warnings = useMemo(() => warningsOf(review, document), [review, document]);
  const isEnglish = apiLanguage() === "en-US";

  function go(sceneId: SceneId, lineId: string) {
    editor.select(sceneId);
    editor.view.setState({ wantedLine: lineId, narrowTab: "stage" });
  }

  return (
    <section aria-labelledby="review-warnings">
      <Title order={3} size="h5" id="review-warnings" mb={4}>
        {t("warnings", { count: warnings.length })}
      </Title>
      {warnings.length === 0 && (
        <Alert color="green" p="xs">
          {t("panel.faithful")}
        </Alert>
      )}
      <ul className="review-list">
        {warnings.map(({ sceneId, lineId, place, text, details }) => (
          <li key={lineId + details.finding.kind + details.finding.token}>
            <UnstyledButton className="review-go" onClick={() => go(sceneId, lineId)}>
              <Text size="sm">{isEnglish ? details.en : details.pt}</Text>
              <Text size="xs" c="dimmed" lineClamp={2}>
                {t("panel.inScene", { number: place + 1 })} {text}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
