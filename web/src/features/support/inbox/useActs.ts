import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  assignConversation,
  giveBackConversation,
  labelConversation,
  reopenConversation,
  resolveConversation,
  takeConversation,
} from "../../../api/sdk.gen";
import type { Assignment, ConversationDetails, Resolution } from "../../../api/types.gen";
import { countsQuery } from "./queries";
import { conversationChanged } from "./useInboxLive";

/** What can be done with a conversation. Each is shown at once here, and in other browsers by what the room tells. */
export function useActs(conversation: ConversationDetails, userId: string) {
  const queries = useQueryClient();
  const target = { path: { conversation_id: conversation.id }, throwOnError: true as const };
  async function done({ data }: { data: ConversationDetails }) {
    conversationChanged(queries, userId, data);
    await queries.invalidateQueries({ queryKey: countsQuery.queryKey });
  }
  /** Somebody else was faster: see how it stands now. */
  const onError = () => void queries.invalidateQueries({ queryKey: ["inbox", "conversation", conversation.id] });
  return {
    take: useMutation({ mutationFn: () => takeConversation(target).then(done), onError }),
    giveBack: useMutation({ mutationFn: () => giveBackConversation(target).then(done), onError }),
    reopen: useMutation({ mutationFn: () => reopenConversation(target).then(done), onError }),
    assign: useMutation({
      mutationFn: (body: Assignment) => assignConversation({ ...target, body }).then(done),
      onError,
    }),
    label: useMutation({
      mutationFn: (labels: string[]) => labelConversation({ ...target, body: { labels } }).then(done),
      onError,
    }),
    resolve: useMutation({
      mutationFn: (body: Resolution) => resolveConversation({ ...target, body }).then(done),
      onError,
    }),
  };
}

export type Acts = ReturnType<typeof useActs>;
