/** What the inbox knows without a page: boxes, where a conversation stands in a list, its clocks. */
import type { InfiniteData } from "@tanstack/react-query";
import type { ConversationSummary } from "../../../api/types.gen";

export const BOXES = ["mine", "queue", "late", "people", "bot", "open", "resolved"] as const;
export type Box = (typeof BOXES)[number];

export interface Filter {
  readonly box: Box;
  readonly search: string;
  readonly teamId: string | null;
  readonly labelId: string | null;
  readonly channelId: string | null;
}

interface Page<Item> {
  items: Item[];
  next_cursor?: string | null;
}
export type Listed<Item> = InfiniteData<Page<Item>, string | undefined>;

/** Whether a list with this filter holds the conversation; null where only the server can say. */
export function belongs(one: ConversationSummary, filter: Filter, userId: string): boolean | null {
  if (filter.channelId !== null && one.channel_id !== filter.channelId) return false;
  if (filter.teamId !== null && one.team_id !== filter.teamId) return false;
  if (filter.labelId !== null && !one.labels.includes(filter.labelId)) return false;
  // A search looks into all boxes.
  if (filter.search !== "") return null;
  const isOpen = one.state === "open";
  const inBox: Record<Box, boolean> = {
    mine: isOpen && one.holder === "person" && one.assignee_id === userId,
    queue: isOpen && one.holder === "queue",
    late: isOpen && (one.sla?.is_late ?? false),
    people: isOpen && one.holder === "person",
    bot: isOpen && one.holder === "bot",
    open: isOpen,
    resolved: !isOpen,
  };
  return inBox[filter.box];
}

function isBefore(one: ConversationSummary, other: ConversationSummary): boolean {
  return one.last_message_at === other.last_message_at
    ? one.id > other.id
    : one.last_message_at > other.last_message_at;
}

/** The list with what is now known of one conversation: moved, added, or gone. */
export function placed(
  list: Listed<ConversationSummary>,
  one: ConversationSummary,
  is: boolean | null,
): Listed<ConversationSummary> {
  const wasThere = list.pages.some((page) => page.items.some(({ id }) => id === one.id));
  const pages = list.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== one.id) }));
  if (is === false || (is === null && !wasThere)) return wasThere ? { ...list, pages } : list;
  for (const page of pages) {
    const at = page.items.findIndex((other) => isBefore(one, other));
    if (at >= 0) {
      page.items.splice(at, 0, one);
      return { ...list, pages };
    }
  }
  // Older than all that is shown: it stands there when there is no more to come.
  const last = pages.at(-1);
  if (last !== undefined && !last.next_cursor) last.items.push(one);
  return { ...list, pages };
}

/** The conversation before or after the one that is open; at the ends it stays. */
export function neighbour(ids: readonly string[], open: string | undefined, step: 1 | -1): string | undefined {
  const at = open === undefined ? -1 : ids.indexOf(open);
  if (at === -1) return step === 1 ? ids[0] : ids.at(-1);
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}

interface Due {
  readonly what: "reply" | "resolution";
  readonly at: string;
}

/** What was promised and is to be done next; null where there is nothing. */
export function dueOf({ state, sla, first_reply_at }: ConversationSummary): Due | null {
  if (state !== "open" || sla === null) return null;
  if (first_reply_at === null && sla.first_reply_due_at !== null) return { what: "reply", at: sla.first_reply_due_at };
  return sla.resolution_due_at === null ? null : { what: "resolution", at: sla.resolution_due_at };
}

export function isWindowOpen(one: { window_until: string | null }, now: number): boolean {
  return one.window_until !== null && Date.parse(one.window_until) > now;
}
