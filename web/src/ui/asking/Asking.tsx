import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Citation } from "../../api/types.gen";
import { Trouble } from "../Trouble";
import { Answered } from "./Answered";

interface Props {
  ask: (question: string) => Promise<Answer>;
  /** What can be done with a source of the answer, e.g. go to its scene. */
  onSource?: (citation: Citation) => ReactNode;
  hasFocus?: boolean;
}

/** A question to the documents, and what they say to it. */
export function Asking({ ask, onSource, hasFocus }: Props) {
  const { t } = useTranslation("answers");
  const [question, setQuestion] = useState("");
  const asking = useMutation({ mutationFn: ask });
  const wanted = question.trim();
  return (
    <Stack gap="sm">
      <form
        className="asking"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== "" && !asking.isPending) asking.mutate(wanted);
        }}
      >
        <TextInput
          label={t("question")}
          placeholder={t("example")}
          value={question}
          maxLength={2000}
          data-autofocus={hasFocus}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
        <Button type="submit" loading={asking.isPending} disabled={wanted === ""}>
          {t("ask")}
        </Button>
      </form>
      <Trouble error={asking.error} />
      {/* Always there, so that what comes into it is read out. */}
      <div aria-live="polite">{asking.data !== undefined && <Answered answer={asking.data} onSource={onSource} />}</div>
    </Stack>
  );
}
