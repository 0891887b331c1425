import { queryOptions } from "@tanstack/react-query";
import { getChannel, listChannels, listMessageTemplates } from "../../../api/sdk.gen";
import type { ChannelDetails, MessageTemplateDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

export const CHANNELS = ["support", "channels"] as const;
const BEAT_MS = 2000;

export const channelsQuery = pagesQuery<ChannelDetails>([...CHANNELS, "list"], (cursor, signal) =>
  listChannels({ query: { cursor }, signal, throwOnError: true }),
);

/** Asked again and again until Meta has verified the webhook. */
export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: [...CHANNELS, "one", id],
    queryFn: async ({ signal }) => (await getChannel({ path: { channel_id: id }, signal, throwOnError: true })).data,
    refetchInterval: (query) => (query.state.data?.verified_at == null ? BEAT_MS : 5 * BEAT_MS),
  });

export const templatesQuery = (id: string) =>
  pagesQuery<MessageTemplateDetails>([...CHANNELS, "templates", id], (cursor, signal) =>
    listMessageTemplates({ path: { channel_id: id }, query: { cursor }, signal, throwOnError: true }),
  );

/** `If-Match` of what was read in this version: nobody's change is written over unseen. */
export const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });
