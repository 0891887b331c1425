import { expect, test } from "vitest";
import type { MessageDetails } from "../../../api/types.gen";
import { daysOf, merged } from "./thread";

function message(id: string, at: string, changes: Partial<MessageDetails> = {}): MessageDetails {
  return {
    id,
    sent_at: at,
    author: "customer",
    author_id: null,
    direction: "in",
    kind: "text",
    text: id,
    reply_to: null,
    reaction: null,
    ...changes,
  } as MessageDetails;
}

const shownIn = (messages: MessageDetails[]) => daysOf(messages).map(({ shown }) => shown.map((one) => one.message.id));

test("messages stand by Meta's clock, not as they arrived, and in days", () => {
  const said = [
    message("3", "2026-11-26T15:00:00Z"),
    message("1", "2026-11-26T14:00:00Z"),
    message("2", "2026-11-24T14:00:00Z"),
    message("4", "2026-11-26T15:00:00Z"),
  ];
  expect(shownIn(said)).toEqual([["2"], ["1", "3", "4"]]);
});

test("what one says closely after another goes on with it", () => {
  const said = [
    message("1", "2026-11-26T14:00:00Z"),
    message("2", "2026-11-26T14:01:00Z"),
    message("3", "2026-11-26T14:02:00Z", { author: "bot", direction: "out" }),
    message("4", "2026-11-26T14:30:00Z", { author: "bot", direction: "out" }),
  ];
  expect(daysOf(said)[0]?.shown.map(({ isNext }) => isNext)).toEqual([false, true, false, false]);
});

test("a reaction stands at what it is to, the last one of each, until it is taken back", () => {
  const to = (id: string, at: number, reaction: string, author: MessageDetails["author"] = "customer") =>
    message(id, `2026-11-26T14:00:0${at}Z`, { kind: "reaction", reaction, reply_to: "1", author });
  const first = message("1", "2026-11-26T14:00:00Z");
  const said = [first, to("2", 1, "👍"), to("3", 2, "❤️"), to("4", 3, "🙏", "member")];
  expect(daysOf(said)[0]?.shown).toMatchObject([{ message: first, reactions: ["❤️", "🙏"] }]);
  expect(daysOf([...said, to("5", 4, "")])[0]?.shown[0]?.reactions).toEqual(["🙏"]);
  // To something that is not loaded: told by itself.
  expect(shownIn([to("2", 1, "👍")])).toEqual([["2"]]);
});

test("an answer knows what it answers", () => {
  const said = [message("1", "2026-11-26T14:00:00Z"), message("2", "2026-11-26T14:00:01Z", { reply_to: "1" })];
  expect(daysOf(said)[0]?.shown[1]?.answered?.id).toBe("1");
});

test("what is known anew of a message takes its place; a new one comes first", () => {
  const list = {
    pageParams: [undefined],
    pages: [{ items: [message("1", "2026-11-26T14:00:00Z")], next_cursor: null }],
  };
  const changed = merged(list, message("1", "2026-11-26T14:00:00Z", { state: "read" }));
  expect(changed.pages[0]?.items).toMatchObject([{ id: "1", state: "read" }]);
  expect(merged(changed, message("2", "2026-11-26T14:00:00Z")).pages[0]?.items.map(({ id }) => id)).toEqual(["2", "1"]);
  const late = message("1", "2026-11-26T14:00:00Z", { state: "queued" });
  const read = { ...late, state: "read" as const };
  expect(merged(merged(list, read), late).pages[0]?.items).toMatchObject([{ state: "read" }]);
});
