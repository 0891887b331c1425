/** A conversation as it is read: in days, with reactions at what they are to. */
import type { MessageDetails } from "../../../api/types.gen";
import type { Listed } from "./model";

export interface Shown {
  readonly message: MessageDetails;
  /** It follows another one of the same author closely: neither name nor room between them. */
  readonly isNext: boolean;
  readonly reactions: readonly string[];
  readonly answered: MessageDetails | undefined;
}

export interface Day {
  /** Of the reader's own calendar, e.g. 2026-11-26. */
  readonly date: string;
  readonly shown: readonly Shown[];
}

const CLOSE_MS = 5 * 60_000;

/** By Meta's clock; of the same second, in the order in which they were kept, which their ids are in. */
function inOrder(one: MessageDetails, other: MessageDetails): number {
  return Date.parse(one.sent_at) - Date.parse(other.sent_at) || (one.id < other.id ? -1 : 1);
}

export function daysOf(messages: readonly MessageDetails[]): Day[] {
  const sorted = [...messages].sort(inOrder);
  const byId = new Map(sorted.map((message) => [message.id, message]));
  const reactions = reactionsIn(sorted);
  const days: { date: string; shown: Shown[] }[] = [];
  let before: MessageDetails | undefined;
  for (const message of sorted) {
    if (message.kind === "reaction" && message.reply_to !== null && byId.has(message.reply_to)) continue;
    const date = dateOf(message.sent_at);
    if (days.at(-1)?.date !== date) {
      days.push({ date, shown: [] });
      before = undefined;
    }
    days.at(-1)?.shown.push({
      message,
      isNext: before !== undefined && isClose(before, message),
      reactions: [...(reactions.get(message.id)?.values() ?? [])],
      answered: message.reply_to === null ? undefined : byId.get(message.reply_to),
    });
    before = message.kind === "event" ? undefined : message;
  }
  return days;
}

/** The last of each author counts; an empty one takes it back. */
function reactionsIn(sorted: readonly MessageDetails[]): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { kind, reply_to, author, reaction } of sorted) {
    if (kind !== "reaction" || reply_to === null) continue;
    const those = found.get(reply_to) ?? new Map<string, string>();
    if (reaction) those.set(author, reaction);
    else those.delete(author);
    found.set(reply_to, those);
  }
  return found;
}

function isClose(before: MessageDetails, message: MessageDetails): boolean {
  return (
    before.author === message.author &&
    before.author_id === message.author_id &&
    before.direction === message.direction &&
    Date.parse(message.sent_at) - Date.parse(before.sent_at) < CLOSE_MS
  );
}

function dateOf(instant: string): string {
  const date = new Date(instant);
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** How far a message has got; states never go back. Their times are of two clocks, Meta's and ours. */
const STEPS: readonly MessageDetails["state"][] = [
  "received",
  "queued",
  "sending",
  "unknown",
  "sent",
  "failed",
  "delivered",
  "read",
  "played",
];

function isFurther(one: MessageDetails, other: MessageDetails): boolean {
  return STEPS.indexOf(one.state) > STEPS.indexOf(other.state);
}

/** The pages with what is now known of one message; what was said of it before that stays forgotten. */
export function merged(list: Listed<MessageDetails>, one: MessageDetails): Listed<MessageDetails> {
  const isThere = list.pages.some((page) => page.items.some(({ id }) => id === one.id));
  const newer = (known: MessageDetails) => (isFurther(known, one) ? known : one);
  const pages = list.pages.map((page, at) => {
    if (isThere) return { ...page, items: page.items.map((known) => (known.id === one.id ? newer(known) : known)) };
    return at === 0 ? { ...page, items: [one, ...page.items] } : page;
  });
  return { ...list, pages };
}
