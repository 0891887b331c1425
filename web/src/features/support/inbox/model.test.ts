import { expect, test } from "vitest";
import type { ConversationSummary } from "../../../api/types.gen";
import { belongs, dueOf, type Filter, isWindowOpen, type Listed, neighbour, placed } from "./model";

const ME = "me";
const PROMISED = {
  first_reply_due_at: "2026-11-26T10:30:00Z",
  resolution_due_at: "2026-11-27T10:00:00Z",
  is_late: false,
};
const EVERYTHING: Filter = { box: "open", search: "", teamId: null, labelId: null, channelId: null };

function conversation(id: string, changes: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    state: "open",
    holder: "bot",
    assignee_id: null,
    channel_id: "number",
    team_id: null,
    labels: [],
    sla: null,
    first_reply_at: null,
    last_message_at: `2026-11-26T10:00:0${id}Z`,
    ...changes,
  } as ConversationSummary;
}

function list(...pages: string[][]): Listed<ConversationSummary> {
  return {
    pageParams: pages.map(() => undefined),
    pages: pages.map((ids, at) => ({
      items: ids.map((id) => conversation(id)),
      next_cursor: at < pages.length - 1 ? "more" : null,
    })),
  };
}

const idsIn = (shown: Listed<ConversationSummary>) => shown.pages.map(({ items }) => items.map(({ id }) => id));

test("a conversation stands in the boxes of whoever is to answer", () => {
  const boxesOf = (one: ConversationSummary) =>
    (["mine", "queue", "late", "people", "bot", "open", "resolved"] as const).filter((box) =>
      belongs(one, { ...EVERYTHING, box }, ME),
    );
  expect(boxesOf(conversation("1"))).toEqual(["bot", "open"]);
  expect(boxesOf(conversation("1", { holder: "queue" }))).toEqual(["queue", "open"]);
  expect(boxesOf(conversation("1", { holder: "person", assignee_id: ME }))).toEqual(["mine", "people", "open"]);
  expect(boxesOf(conversation("1", { holder: "person", assignee_id: "ana" }))).toEqual(["people", "open"]);
  expect(boxesOf(conversation("1", { state: "resolved" }))).toEqual(["resolved"]);
});

test("whether it matches what was searched for, only the server can say; that it is of another number, anybody", () => {
  expect(belongs(conversation("1"), { ...EVERYTHING, search: "rosa" }, ME)).toBeNull();
  expect(belongs(conversation("1"), { ...EVERYTHING, search: "rosa", channelId: "other" }, ME)).toBe(false);
});

test("what was written in last comes first, on whichever page", () => {
  const shown = list(["7", "5"], ["3", "1"]);
  expect(idsIn(placed(shown, conversation("1", { last_message_at: "2026-11-26T11:00:00Z" }), true))).toEqual([
    ["1", "7", "5"],
    ["3"],
  ]);
  expect(idsIn(placed(shown, conversation("4"), true))).toEqual([
    ["7", "5"],
    ["4", "3", "1"],
  ]);
  expect(idsIn(placed(shown, conversation("0"), true))).toEqual([
    ["7", "5"],
    ["3", "1", "0"],
  ]);
});

test("what is older than all that is shown waits until there is no more to come", () => {
  const shown = list(["7", "5"]);
  shown.pages = shown.pages.map((page) => ({ ...page, next_cursor: "more" }));
  expect(idsIn(placed(shown, conversation("1"), true))).toEqual([["7", "5"]]);
});

test("it goes where it does not belong any more, and stays where nobody can say", () => {
  const shown = list(["7", "5"]);
  expect(idsIn(placed(shown, conversation("5"), false))).toEqual([["7"]]);
  expect(idsIn(placed(shown, conversation("5", { unread: 3 }), null))).toEqual([["7", "5"]]);
  expect(placed(shown, conversation("6"), null)).toBe(shown);
});

test("one walks through the list and stops at its ends", () => {
  const ids = ["a", "b", "c"];
  expect([neighbour(ids, undefined, 1), neighbour(ids, undefined, -1)]).toEqual(["a", "c"]);
  expect([neighbour(ids, "b", 1), neighbour(ids, "b", -1), neighbour(ids, "c", 1)]).toEqual(["c", "a", "c"]);
  expect(neighbour([], undefined, 1)).toBeUndefined();
});

test("a label or a team chooses among them, and a late one is told by the server", () => {
  const one = conversation("1", { team_id: "t", labels: ["l"], sla: { ...PROMISED, is_late: true } });
  expect(belongs(one, { ...EVERYTHING, box: "late", teamId: "t", labelId: "l" }, ME)).toBe(true);
  expect(belongs(one, { ...EVERYTHING, teamId: "u" }, ME)).toBe(false);
  expect(belongs(one, { ...EVERYTHING, labelId: "m" }, ME)).toBe(false);
});

test("first a reply is due, then a resolution, and then nothing", () => {
  const promised = conversation("1", { sla: PROMISED });
  expect(dueOf(promised)).toEqual({ what: "reply", at: PROMISED.first_reply_due_at });
  const replied = { ...promised, first_reply_at: "2026-11-26T10:05:00Z" };
  expect(dueOf(replied)).toEqual({ what: "resolution", at: PROMISED.resolution_due_at });
  expect(dueOf({ ...replied, state: "resolved" })).toBeNull();
  expect(dueOf({ ...replied, sla: { ...PROMISED, resolution_due_at: null } })).toBeNull();
  expect(dueOf(conversation("1"))).toBeNull();
});

test("the window closes at its moment, and is closed where nobody has written", () => {
  const now = Date.parse("2026-11-26T10:00:00Z");
  expect(isWindowOpen({ window_until: "2026-11-26T10:00:01Z" }, now)).toBe(true);
  expect(isWindowOpen({ window_until: "2026-11-26T10:00:00Z" }, now)).toBe(false);
  expect(isWindowOpen({ window_until: null }, now)).toBe(false);
});
