import { useTranslation } from "react-i18next";
import type { ConversationDetails, MessageDetails } from "../../../api/types.gen";
import { BubbleParts } from "./BubbleParts";
import { Citations } from "./Citations";
import { ErrorWords } from "./ErrorWords";
import { Ticks } from "./Ticks";
import type { Shown } from "./thread";
import { timeOfDay } from "./times";
import { useNameOf } from "./useNameOf";
import { Words } from "./Words";
import "./parts.css";

/** What their text says stands in their parts already. */
const IN_PARTS = ["location", "contacts"];

interface Props {
  shown: Shown;
  conversation: ConversationDetails;
  userId: string;
}

/** One message, a note that members only see, or what WhatsApp told. */
export function Bubble({ shown: { message, isNext, reactions, answered }, conversation, userId }: Props) {
  const { t } = useTranslation("inbox");
  const { text, direction, author, step, citations, kind } = message;
  const name = useAuthor(message, conversation, userId);
  const side = direction === "note" ? "note" : direction === "out" ? author : "customer";
  return (
    <li className={`inbox-message is-${side} ${isNext ? "is-next" : ""}`}>
      <article className="inbox-bubble" aria-label={t("messageOf", { name, time: timeOfDay(message.sent_at) })}>
        {!isNext && (
          <div className="inbox-author">
            {name}
            {direction === "note" && <span className="inbox-kind">{t("noteOnly")}</span>}
            {kind === "template" && <span className="inbox-kind">{t("template.sent")}</span>}
          </div>
        )}
        {answered !== undefined && (
          <blockquote className="inbox-quoted">{answered.text || wordOf(answered, t)}</blockquote>
        )}
        <BubbleParts message={message} conversationId={conversation.id} name={name} />
        {text !== "" && !IN_PARTS.includes(kind) && <Words text={text} />}
        {message.choices.length > 0 && (
          <ul className="inbox-choices" aria-label={t("choices")}>
            {message.choices.map(({ id, title, description }) => (
              <li key={id}>
                {title}
                {description !== null && <small>{description}</small>}
              </li>
            ))}
          </ul>
        )}
        {citations.length > 0 && <Citations citations={citations} />}
        <div className="inbox-foot">
          {step !== null && author === "bot" && (
            <span className="inbox-step">{t(`steps.${step}`, { defaultValue: step })}</span>
          )}
          {reactions.length > 0 && (
            <span className="inbox-reactions" title={t("reactions")}>
              {reactions.join(" ")}
            </span>
          )}
          <time dateTime={message.sent_at}>{timeOfDay(message.sent_at)}</time>
          {direction === "out" && <Ticks state={message.state} />}
        </div>
        {direction === "out" && message.state === "failed" && <ErrorWords error={message.error} />}
        {direction === "out" && message.state === "unknown" && <p className="inbox-error">{t("unknownText")}</p>}
      </article>
    </li>
  );
}

function useAuthor(message: MessageDetails, conversation: ConversationDetails, userId: string): string {
  const { t } = useTranslation("inbox");
  const nameOf = useNameOf();
  if (message.author === "customer") return conversation.customer_name ?? t("nameless");
  if (message.author !== "member") return t(`authors.${message.author}`);
  if (message.author_id === userId) return t("authors.me");
  return nameOf(message.author_id) ?? t("authors.member");
}

/** What is not a text, in a word. */
function wordOf({ kind }: MessageDetails, t: (key: string, options: { defaultValue: string }) => string): string {
  return t(`kinds.${kind}`, { defaultValue: kind });
}
