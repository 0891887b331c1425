import { useTranslation } from "react-i18next";
import type { MessageDetails } from "../../../api/types.gen";
import { timeOfDay } from "./times";
import { useNameOf } from "./useNameOf";

/** Who has the conversation from here on; members only see it. */
export function EventLine({ event, userId }: { event: MessageDetails; userId: string }) {
  const { t } = useTranslation("inbox");
  const nameOf = useNameOf();
  const called = (id: string | null) =>
    id === userId ? t("authors.me") : (nameOf(id) ?? (id === null ? t("authors.bot") : t("authors.member")));
  const words = { by: called(event.author_id), person: called(event.person) };
  return (
    <li className="inbox-event">
      {t(`events.${event.step}`, { ...words, defaultValue: event.step ?? "" })}
      <time dateTime={event.sent_at}>{timeOfDay(event.sent_at)}</time>
    </li>
  );
}
