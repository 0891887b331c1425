import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { getConversation, getMessage } from "../../../api/sdk.gen";
import type { ConversationSummary, MessageDetails } from "../../../api/types.gen";
import { enterRoom } from "../../../lib/live";
import { belongs, type Filter, type Listed, placed } from "./model";
import { messagesKey, settled } from "./outbox";
import { countsQuery } from "./queries";
import { merged } from "./thread";

const TOGETHER_MS = 150;
/** Between two looks, when much happens. */
const PAUSE_MS = 600;
/** Of more than these at once the lists are read anew, which is one request. */
const MOST_SINGLE = 6;

/** What happens in the inbox is shown as it happens: what changed is read, and nothing else. */
export function useInboxLive(userId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    let changed = new Map<string, Set<string>>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lookedAt = 0;
    const flush = () => {
      const those = changed;
      changed = new Map();
      timer = undefined;
      lookedAt = Date.now();
      void readAnew(queries, userId, those);
    };
    const readAllAnew = () => void queries.invalidateQueries({ queryKey: ["inbox"] });
    const leave = enterRoom("inbox", {
      onEvent: ({ event, payload }) => {
        if (event !== "conversation") return;
        const id = String(payload.conversation_id);
        const messages = changed.get(id) ?? new Set();
        if (typeof payload.message_id === "string") messages.add(payload.message_id);
        changed.set(id, messages);
        timer ??= setTimeout(flush, Math.max(TOGETHER_MS, lookedAt + PAUSE_MS - Date.now()));
      },
      // What happened after the lists were read and before the room was entered was told to nobody.
      onHere: readAllAnew,
      onGap: readAllAnew,
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [queries, userId]);
}

async function readAnew(queries: QueryClient, userId: string, changed: ReadonlyMap<string, ReadonlySet<string>>) {
  void queries.invalidateQueries({ queryKey: countsQuery.queryKey });
  if (changed.size > MOST_SINGLE) void queries.invalidateQueries({ queryKey: ["inbox", "list"] });
  for (const [id, messages] of changed) {
    const isKnown = queries.getQueryData(["inbox", "conversation", id]) !== undefined;
    if (changed.size <= MOST_SINGLE || isKnown) void readConversation(queries, userId, id);
    if (queries.getQueryCache().find({ queryKey: messagesKey(id) }) === undefined) continue;
    // What one has just sent oneself comes with its answer.
    void settled(id).then(() => readMessages(queries, id, messages));
  }
}

async function readConversation(queries: QueryClient, userId: string, id: string): Promise<void> {
  const { data } = await getConversation({ path: { conversation_id: id }, throwOnError: true }).catch(() => ({
    data: null,
  }));
  if (data === null) {
    void queries.invalidateQueries({ queryKey: ["inbox", "list"] });
    return;
  }
  conversationChanged(queries, userId, data);
}

/** Show what is now known of a conversation wherever it stands. */
export function conversationChanged(
  queries: QueryClient,
  userId: string,
  one: ConversationSummary & { customer: unknown },
): void {
  const known = queries.getQueryData<ConversationSummary>(["inbox", "conversation", one.id]);
  // Two requests may come back in the other order.
  if (known !== undefined && known.version > one.version) return;
  queries.setQueryData(["inbox", "conversation", one.id], one);
  for (const query of queries.getQueryCache().findAll({ queryKey: ["inbox", "list"] })) {
    const filter = query.queryKey[2] as Filter;
    changeList<ConversationSummary>(queries, query.queryKey, (list) => placed(list, one, belongs(one, filter, userId)));
  }
  void queries.invalidateQueries({ queryKey: ["inbox", "earlier", one.customer_id] });
}

async function readMessages(queries: QueryClient, id: string, messages: ReadonlySet<string>): Promise<void> {
  for (const messageId of messages) {
    const path = { conversation_id: id, message_id: messageId };
    const { data } = await getMessage({ path, throwOnError: true }).catch(() => ({ data: null }));
    if (data === null) return void queries.invalidateQueries({ queryKey: messagesKey(id) });
    changeList<MessageDetails>(queries, messagesKey(id), (known) => merged(known, data));
  }
}

/** Change what is known of a list. An answer that is on its way may be older than this: then it is read once more. */
function changeList<One>(queries: QueryClient, queryKey: QueryKey, change: (list: Listed<One>) => Listed<One>): void {
  const onItsWay = queries.getQueryCache().find({ queryKey })?.promise;
  queries.setQueryData<Listed<One>>(queryKey, (list) => list && change(list));
  if (queries.isFetching({ queryKey, exact: true }) === 0) return;
  void onItsWay?.catch(() => undefined).then(() => queries.invalidateQueries({ queryKey, exact: true }));
}
