import { Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answerQuestion } from "../../../api/sdk.gen";
import type { QuestionDetails } from "../../../api/types.gen";
import { ApiError } from "../../../lib/http";
import { toast } from "../../../lib/toasts";
import { FormDialog } from "../../../ui/FormDialog";
import { asTitle, QUESTIONS } from "./questions";

const LEAST = 3;
const LONGEST = 4000;

interface Props {
  question: QuestionDetails;
  onClose: () => void;
}

/** The answer becomes a section of a document; the question leaves the list once that has been read. */
export function AnswerDialog({ question, onClose }: Props) {
  const { t } = useTranslation("reports");
  const queries = useQueryClient();
  const [title, setTitle] = useState(asTitle(question.question));
  const [text, setText] = useState("");
  const writing = useMutation({
    mutationFn: () => answerQuestion({ path: { question_id: question.id }, body: { title, text }, throwOnError: true }),
    onSuccess: async () => {
      toast({ id: `question-${question.id}`, title: t("answering.done"), tone: "good" });
      await queries.invalidateQueries({ queryKey: [QUESTIONS] });
      onClose();
    },
  });
  const wrong = writing.error instanceof ApiError ? writing.error.fields : new Map<string, string>();
  return (
    <FormDialog
      title={t("answering.title")}
      deed={t("answering.save")}
      submit={() => writing.mutate()}
      onClose={onClose}
      isBusy={writing.isPending}
      isReady={title.trim().length >= LEAST && text.trim().length >= LEAST}
      isHeld={text.trim() !== ""}
      error={writing.error}
    >
      <Text size="sm">{t("answering.lead")}</Text>
      <TextInput
        label={t("answering.heading")}
        description={t("answering.headingHint")}
        maxLength={200}
        required
        value={title}
        error={wrong.get("title")}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label={t("answering.text")}
        description={t("answering.textHint")}
        autosize
        minRows={5}
        maxRows={14}
        maxLength={LONGEST}
        required
        data-autofocus
        value={text}
        error={wrong.get("text")}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
