import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { markConversationSeen } from "../../../api/sdk.gen";
import type { ConversationDetails } from "../../../api/types.gen";
import { Loading } from "../../../ui/Loading";
import { Trouble } from "../../../ui/Trouble";
import { AssignDialog } from "./AssignDialog";
import { Composer } from "./Composer";
import { Head } from "./Head";
import { LabelDialog } from "./LabelDialog";
import { conversationQuery } from "./queries";
import { ResolveDialog } from "./ResolveDialog";
import { Thread } from "./Thread";
import { type Acts, useActs } from "./useActs";

export type Asked = "resolve" | "assign" | "label" | null;

interface Props {
  id: string;
  userId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** What is asked about it in a dialog. */
  asked: Asked;
  onAsk: (asked: Asked) => void;
  onCustomer: () => void;
  onHelp: () => void;
  /** Lets the page's shortcuts act on what is open. */
  onReady: (open: { conversation: ConversationDetails; acts: Acts } | null) => void;
}

/** One conversation: who it is with, what was said, and where one writes. */
export function Conversation(props: Props) {
  const { t } = useTranslation("inbox");
  const { data, error } = useQuery(conversationQuery(props.id));
  return (
    <section className="inbox-conversation" aria-label={t("conversation")}>
      {data === undefined ? error ? <Trouble error={error} /> : <Loading /> : <Known {...props} conversation={data} />}
    </section>
  );
}

function Known({
  conversation,
  userId,
  field,
  asked,
  onAsk,
  onCustomer,
  onHelp,
  onReady,
}: Props & { conversation: ConversationDetails }) {
  const acts = useActs(conversation, userId);
  useSeen(conversation);
  useEffect(() => {
    onReady({ conversation, acts });
  });
  useEffect(() => () => onReady(null), [onReady]);
  return (
    <>
      <Head
        conversation={conversation}
        userId={userId}
        acts={acts}
        onAsk={onAsk}
        onCustomer={onCustomer}
        onHelp={onHelp}
      />
      <Thread conversation={conversation} userId={userId} />
      <Composer key={conversation.id} conversation={conversation} userId={userId} acts={acts} field={field} />
      {asked === "resolve" && <ResolveDialog conversation={conversation} acts={acts} onClose={() => onAsk(null)} />}
      {asked === "assign" && <AssignDialog conversation={conversation} acts={acts} onClose={() => onAsk(null)} />}
      {asked === "label" && <LabelDialog conversation={conversation} acts={acts} onClose={() => onAsk(null)} />}
    </>
  );
}

/** What one has in front of oneself is not new any more. */
function useSeen({ id, unread }: ConversationDetails): void {
  useEffect(() => {
    if (unread === 0) return;
    const see = () => {
      if (document.visibilityState !== "visible" || !document.hasFocus()) return;
      window.removeEventListener("focus", see);
      // It is told again with the next message where it does not arrive.
      void markConversationSeen({ path: { conversation_id: id }, throwOnError: true }).catch(() => undefined);
    };
    window.addEventListener("focus", see);
    see();
    return () => window.removeEventListener("focus", see);
  }, [id, unread]);
}
