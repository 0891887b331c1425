import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { downloadDocument } from "../../../api/sdk.gen";
import type { Citation } from "../../../api/types.gen";
import { clock } from "../../../lib/time";

/** What an answer of the bot is from: the words, where they stand, and the second of the video that tells them. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const { t } = useTranslation("inbox");
  return (
    <details className="inbox-citations">
      <summary>{t("citations.title", { count: citations.length })}</summary>
      <ol>
        {citations.map(({ passage_id, document_id, document_name, version_number, page, heading, quote, video }) => (
          <li key={passage_id}>
            <strong>{document_name}</strong>
            <span>{[page !== null && t("citations.page", { page }), heading].filter(Boolean).join(" · ")}</span>
            <q>{quote}</q>
            <span className="inbox-citation-links">
              <Anchor component="button" type="button" size="xs" onClick={() => void open(document_id, version_number)}>
                {t("citations.document")}
              </Anchor>
              {video !== null && video !== undefined && (
                <Anchor size="xs" href={video.url ?? `/projects/${video.project_id}`} target="_blank" rel="noreferrer">
                  {t("citations.video", { time: clock(video.at_ms) })}
                </Anchor>
              )}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

async function open(documentId: string, number: number): Promise<void> {
  const { data } = await downloadDocument({
    path: { document_id: documentId },
    query: { number },
    throwOnError: true,
  });
  window.location.assign(data.url);
}
