import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { exportQuestions } from "../../../api/sdk.gen";
import type { QuestionDetails } from "../../../api/types.gen";
import { apiLanguage } from "../../../lib/i18n";
import { saveFile } from "../../../lib/save";
import { EmptyState } from "../../../ui/EmptyState";
import { DownloadIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Trouble } from "../../../ui/Trouble";
import { AnswerDialog } from "./AnswerDialog";
import { QuestionRow } from "./QuestionRow";
import { isBeingRead, type QuestionState, questionsQuery, STATES } from "./questions";
import "./questions.css";

const LOOK_AGAIN_MS = 2000;

/** What customers asked and the documents do not say, the most asked first; and what to do about it. */
export default function QuestionsPage() {
  const { t } = useTranslation("reports");
  const [state, setState] = useState<QuestionState>("open");
  const [answered, setAnswered] = useState<QuestionDetails | null>(null);
  const query = useInfiniteQuery({
    ...questionsQuery(state),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isBeingRead)) ? LOOK_AGAIN_MS : false,
  });
  const exporting = useMutation({
    mutationFn: async () => {
      const query = { language: apiLanguage() };
      const { data } = await exportQuestions({ query, parseAs: "blob", throwOnError: true });
      saveFile(t("questions.file"), data as Blob);
    },
  });
  return (
    <Page
      title={t("questions.title")}
      lead={t("questions.lead")}
      actions={
        <Button
          variant="default"
          leftSection={<DownloadIcon />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t("questions.export")}
        </Button>
      }
    >
      <Trouble error={exporting.error} />
      <div className="question-states">
        <SegmentedControl
          aria-label={t("questions.state")}
          data={STATES.map((value) => ({ value, label: t(`questions.states.${value}`) }))}
          value={state}
          onChange={(value) => setState(value as QuestionState)}
        />
      </div>
      <Pages
        query={query}
        empty={<EmptyState title={t(`questions.none.${state}`)} text={t(`questions.noneText.${state}`)} />}
      >
        {(items) => (
          <Rows label={t(`questions.states.${state}`)}>
            {items.map((question) => (
              <QuestionRow key={question.id} question={question} onAnswer={() => setAnswered(question)} />
            ))}
          </Rows>
        )}
      </Pages>
      {answered !== null && <AnswerDialog question={answered} onClose={() => setAnswered(null)} />}
    </Page>
  );
}
