import { useTranslation } from "react-i18next";
import type { ConversationSummary } from "../../../api/types.gen";
import { dayAndTime } from "../../../lib/time";
import { Tag } from "../../../ui/Tag";
import { dueOf } from "./model";
import { span } from "./times";

const SOON_MS = 15 * 60_000;

/** How long there is yet for what was promised, or since when it is late: in words, and in a colour. */
export function Due({ conversation, now }: { conversation: ConversationSummary; now: number }) {
  const { t } = useTranslation("inbox");
  const due = dueOf(conversation);
  if (due === null) return null;
  const left = Date.parse(due.at) - now;
  const isLate = left <= 0;
  return (
    <span title={dayAndTime(due.at)}>
      <Tag tone={isLate ? "bad" : left < SOON_MS ? "warning" : "plain"}>
        {t(`due.${due.what}${isLate ? "Late" : ""}`, { time: span(left) })}
      </Tag>
    </span>
  );
}
