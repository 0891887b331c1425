import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConversationSummary } from "../../../api/types.gen";
import { Due } from "./Due";
import { labelsQuery } from "./desk";
import { HolderTag } from "./HolderTag";
import { LabelTag } from "./LabelTag";
import { shortTime } from "./times";

interface Props {
  conversation: ConversationSummary;
  userId: string;
  now: number;
}

export function ConversationRow({ conversation, userId, now }: Props) {
  const { t } = useTranslation("inbox");
  const { data: labels } = useQuery(labelsQuery);
  const { id, customer_name, last_message_at, unread, is_erased, rating } = conversation;
  return (
    <li>
      <Link
        to="/support/$area"
        params={{ area: "inbox" }}
        search={{ conversation: id }}
        className={`inbox-row ${unread > 0 ? "is-unread" : ""}`}
        activeOptions={{ exact: true, includeSearch: true }}
        data-conversation={id}
      >
        <span className="inbox-row-line">
          <span className="inbox-row-name">{customer_name ?? t("nameless")}</span>
          <time dateTime={last_message_at}>{shortTime(last_message_at, now)}</time>
        </span>
        <span className="inbox-row-line">
          <span className="inbox-row-text">{is_erased ? t("erased") : <LastWords conversation={conversation} />}</span>
          {unread > 0 && (
            <span className="inbox-count is-new" title={t("unread", { count: unread })}>
              <span aria-hidden="true">{unread}</span>
              <span className="inbox-hidden">{t("unread", { count: unread })}</span>
            </span>
          )}
        </span>
        <span className="inbox-row-tags">
          <HolderTag conversation={conversation} userId={userId} />
          <Due conversation={conversation} now={now} />
          {labels
            ?.filter((one) => conversation.labels.includes(one.id))
            .map((one) => (
              <LabelTag key={one.id} label={one} />
            ))}
          {rating !== null && (
            <span className="inbox-stars" title={t("rating", { count: rating })}>
              <span aria-hidden="true">{"★".repeat(rating)}</span>
              <span className="inbox-hidden">{t("rating", { count: rating })}</span>
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

/** What was said last and, where it was not the customer, who said it. */
function LastWords({ conversation: { last_text, last_kind, last_author } }: { conversation: ConversationSummary }) {
  const { t } = useTranslation("inbox");
  const words = last_text || t(`kinds.${last_kind ?? "text"}`, { defaultValue: t("kinds.text") });
  if (last_author === null || last_author === "customer") return words;
  return t("lastOf", { name: t(`authors.${last_author}`), words });
}
