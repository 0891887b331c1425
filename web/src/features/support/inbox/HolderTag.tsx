import { useTranslation } from "react-i18next";
import type { ConversationSummary } from "../../../api/types.gen";
import { Tag, type Tone } from "../../../ui/Tag";
import { useNameOf } from "./useNameOf";

const TONES: Record<ConversationSummary["holder"], Tone> = { bot: "plain", queue: "warning", person: "news" };

/** Who is to answer. */
export function HolderTag({ conversation, userId }: { conversation: ConversationSummary; userId: string }) {
  const { t } = useTranslation("inbox");
  const nameOf = useNameOf();
  const { state, holder, assignee_id } = conversation;
  if (state === "resolved") return <Tag tone="good">{t("holder.resolved")}</Tag>;
  if (holder !== "person") return <Tag tone={TONES[holder]}>{t(`holder.${holder}`)}</Tag>;
  if (assignee_id === userId) return <Tag tone="news">{t("holder.mine")}</Tag>;
  return <Tag tone="news">{nameOf(assignee_id) ?? t("holder.person")}</Tag>;
}
