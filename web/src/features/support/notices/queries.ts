/** What the page of notices asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  cancelNotice,
  listChannels,
  listMessageTemplates,
  listNotices,
  previewNotice,
  sendNotice,
} from "../../../api/sdk.gen";
import type { NewNotice, NoticeDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

export const noticesQuery = pagesQuery<NoticeDetails>(["notices"], (cursor, signal) =>
  listNotices({ query: { cursor, limit: 50 }, signal, throwOnError: true }),
);

export const channelsQuery = queryOptions({
  queryKey: ["notices", "channels"],
  queryFn: async ({ signal }) => (await listChannels({ query: { limit: 200 }, signal, throwOnError: true })).data.items,
});

/** Only what Meta bills as utility may go to people who have not asked. */
export const utilityTemplatesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["notices", "templates", channelId],
    enabled: channelId !== "",
    queryFn: async ({ signal }) => {
      const target = { path: { channel_id: channelId }, query: { limit: 200 }, signal, throwOnError: true as const };
      const { items } = (await listMessageTemplates(target)).data;
      return items.filter(({ status, category }) => status === "APPROVED" && category === "UTILITY");
    },
  });

export const preview = async (body: NewNotice) => (await previewNotice({ body, throwOnError: true })).data;
export const send = (body: NewNotice) => sendNotice({ body, throwOnError: true });
export const stop = (id: string) => cancelNotice({ path: { notice_id: id }, throwOnError: true });
