import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Citation } from "../../api/types.gen";
import { Tag } from "../Tag";
import "./asking.css";

interface Props {
  answer: Answer;
  onSource?: (citation: Citation) => ReactNode;
}

/** What was said to a question, and where it stands. */
export function Answered({ answer, onSource }: Props) {
  const { t } = useTranslation("answers");
  if (answer.kind === "refusal") {
    return (
      <div className="answered is-refusal">
        <Text>{t("refusal")}</Text>
        <Text size="sm" c="dimmed">
          {t("refusalHint")}
        </Text>
      </div>
    );
  }
  return (
    <div className="answered">
      <p className="answered-text" lang={answer.language}>
        {answer.text}
      </p>
      {answer.written_by === "model" && <Tag>{t("byModel")}</Tag>}
      <ul className="answered-sources" aria-label={t("sources")}>
        {answer.citations?.map((citation) => (
          <li key={citation.passage_id}>
            <Source citation={citation} isQuoted={answer.written_by === "model"} />
            {onSource?.(citation)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Source({ citation, isQuoted }: { citation: Citation; isQuoted: boolean }) {
  const { t } = useTranslation("answers");
  const { document_name, page, heading, quote } = citation;
  const place = [document_name, page != null && t("page", { page }), heading].filter(Boolean).join(" · ");
  return (
    <div>
      <Text size="sm" fw={500}>
        {place}
      </Text>
      {/* A model's words are not the document's: what it goes by stands beside them. */}
      {isQuoted && (
        <Text size="sm" c="dimmed" component="blockquote" m={0}>
          {quote}
        </Text>
      )}
    </div>
  );
}
