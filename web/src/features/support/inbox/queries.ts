import { queryOptions } from "@tanstack/react-query";
import {
  countConversations,
  getConversation,
  listChannels,
  listConversationMessages,
  listConversations,
  listMessageTemplates,
} from "../../../api/sdk.gen";
import type { ConversationSummary, MessageDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import type { Filter } from "./model";
import { messagesKey } from "./outbox";

const AT_ONCE = 30;

export const conversationsQuery = (filter: Filter) =>
  pagesQuery<ConversationSummary>(["inbox", "list", filter], (cursor, signal) =>
    listConversations({
      query: {
        // Whoever looks for somebody looks for them wherever they are.
        box: filter.search === "" ? filter.box : "all",
        limit: AT_ONCE,
        cursor,
        ...(filter.search !== "" && { search: filter.search }),
        ...(filter.teamId !== null && { team_id: filter.teamId }),
        ...(filter.labelId !== null && { label_id: filter.labelId }),
        ...(filter.channelId !== null && { channel_id: filter.channelId }),
      },
      signal,
      throwOnError: true,
    }),
  );

export const countsQuery = queryOptions({
  queryKey: ["inbox", "counts"],
  queryFn: async ({ signal }) => (await countConversations({ signal, throwOnError: true })).data,
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["inbox", "conversation", id],
    queryFn: async ({ signal }) =>
      (await getConversation({ path: { conversation_id: id }, signal, throwOnError: true })).data,
  });

export const messagesQuery = (id: string) =>
  pagesQuery<MessageDetails>(messagesKey(id), (cursor, signal) =>
    listConversationMessages({
      path: { conversation_id: id },
      query: { cursor, limit: 50 },
      signal,
      throwOnError: true,
    }),
  );

/** What the same customer said at other times. */
export const earlierQuery = (customerId: string) =>
  queryOptions({
    queryKey: ["inbox", "earlier", customerId],
    queryFn: async ({ signal }) => {
      const query = { box: "all", customer_id: customerId, limit: 20 } as const;
      return (await listConversations({ query, signal, throwOnError: true })).data.items;
    },
  });

export const channelsQuery = queryOptions({
  queryKey: ["inbox", "channels"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await listChannels({ query: { limit: 100 }, signal, throwOnError: true })).data.items,
});

export const templatesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["inbox", "templates", channelId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const target = { path: { channel_id: channelId }, query: { limit: 200 }, signal, throwOnError: true as const };
      return (await listMessageTemplates(target)).data.items.filter(({ status }) => status === "APPROVED");
    },
  });
