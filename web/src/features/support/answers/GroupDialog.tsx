import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SynonymDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { keep, LONGEST_PHRASE, MOST_PHRASES, phrasesOf } from "./queries";

/** Words that mean the same: a new group of them, or one that there is. */
export function GroupDialog({ group, onClose }: { group: SynonymDetails | null; onClose: () => void }) {
  const { t } = useTranslation("synonyms");
  const queries = useQueryClient();
  const [text, setText] = useState(group?.phrases.join("\n") ?? "");
  const phrases = phrasesOf(text);
  const keeping = useMutation({
    mutationFn: () => keep(group, phrases),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ["synonyms"] }),
  });
  const tooLong = phrases.find((phrase) => phrase.length > LONGEST_PHRASE);
  const wrong =
    (tooLong !== undefined && t("form.tooLong", { count: LONGEST_PHRASE })) ||
    (phrases.length > MOST_PHRASES && t("form.tooMany", { count: MOST_PHRASES }));
  return (
    <FormDialog
      title={t(group === null ? "new" : "form.change")}
      deed={t(group === null ? "form.create" : "form.keep")}
      isReady={phrases.length > 1 && wrong === false}
      isBusy={keeping.isPending}
      error={keeping.error}
      submit={() => keeping.mutate()}
      onClose={onClose}
    >
      <Textarea
        label={t("form.phrases")}
        description={t("form.hint")}
        placeholder={t("form.example")}
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        error={wrong}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
