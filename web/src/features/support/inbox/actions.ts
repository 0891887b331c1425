/** What the keyboard does in the inbox; which keys do it, each person chooses with the app's other shortcuts. */
import { isTakenBy, keysOf } from "../../../lib/keys";
import { activeKeys, type Shortcuts } from "../../../lib/shortcuts";

export const ACTIONS = [
  { name: "next", id: "inbox.next", keys: ["J", "ArrowDown"] },
  { name: "previous", id: "inbox.previous", keys: ["K", "ArrowUp"] },
  { name: "search", id: "inbox.search", keys: ["/"] },
  { name: "reply", id: "inbox.reply", keys: ["R"] },
  { name: "note", id: "inbox.note", keys: ["N"] },
  { name: "take", id: "inbox.take", keys: ["T"] },
  { name: "giveBack", id: "inbox.giveBack", keys: ["B"] },
  { name: "assign", id: "inbox.assign", keys: ["P"] },
  { name: "label", id: "inbox.label", keys: ["L"] },
  { name: "resolve", id: "inbox.resolve", keys: ["E"] },
  { name: "help", id: "inbox.help", keys: ["?"] },
] as const;

export type ActionName = (typeof ACTIONS)[number]["name"];

/** What a key press sets off, if anything. Arrows move what one reads, where the focus is in it. */
export function actionFor(event: KeyboardEvent, wanted: Shortcuts): ActionName | null {
  const keys = keysOf(event);
  if (keys === null || event.defaultPrevented || isTakenBy(event.target, keys) !== null) return null;
  const scrolls = event.target instanceof Element && event.target.closest(".inbox-thread, .inbox-customer") !== null;
  if (scrolls && keys.startsWith("Arrow")) return null;
  return ACTIONS.find((action) => activeKeys(action, wanted).includes(keys))?.name ?? null;
}
