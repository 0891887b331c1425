import { SegmentedControl } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { ConversationDetails } from "../../../api/types.gen";
import { draftName, drafts, NO_DRAFT, setDraft } from "./drafts";
import { isWindowOpen } from "./model";
import { NotMine } from "./NotMine";
import { TemplateForm } from "./TemplateForm";
import type { Acts } from "./useActs";
import { useNow } from "./useNow";
import { Writing } from "./Writing";
import "./composer.css";

interface Props {
  conversation: ConversationDetails;
  userId: string;
  acts: Acts;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Where one writes: to the customer, as far as that may be now, or a note. */
export function Composer({ conversation, userId, acts, field }: Props) {
  const { t } = useTranslation("inbox");
  const name = draftName(userId, conversation.id);
  const draft = useStore(drafts, (all) => all[name] ?? NO_DRAFT);
  const now = useNow();
  if (conversation.is_erased) return null;
  const isMine =
    conversation.state === "open" && conversation.holder === "person" && conversation.assignee_id === userId;
  return (
    <section className={`inbox-composer ${draft.isNote ? "is-note" : ""}`} aria-label={t("composer")}>
      <SegmentedControl
        size="xs"
        aria-label={t("mode.title")}
        data={[
          { value: "reply", label: t("mode.reply") },
          { value: "note", label: t("mode.note") },
        ]}
        value={draft.isNote ? "note" : "reply"}
        onChange={(mode) => setDraft(name, { ...draft, isNote: mode === "note" })}
      />
      {draft.isNote || (isMine && isWindowOpen(conversation, now)) ? (
        <Writing conversation={conversation} name={name} draft={draft} field={field} />
      ) : isMine ? (
        <TemplateForm conversation={conversation} />
      ) : (
        <NotMine conversation={conversation} acts={acts} />
      )}
    </section>
  );
}
