import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { client } from "../../../api/client.gen";
import { Unreachable } from "../../../lib/http";
import type { Listed } from "./model";
import { discard, messagesKey, outbox, send, sendAgain, settled } from "./outbox";

/** Requests that reached the server, each with what it is answered. */
let asked: { key: string | null; text: string; answer: (response: Response | Error) => void }[] = [];
let queries: QueryClient;

beforeEach(() => {
  asked = [];
  outbox.setState({ all: [] });
  queries = new QueryClient();
  queries.setQueryData(messagesKey("c"), { pageParams: [undefined], pages: [{ items: [], next_cursor: null }] });
  client.setConfig({
    baseUrl: "http://localhost",
    throwOnError: true,
    fetch: (input) =>
      new Promise((resolve, reject) => {
        const request = input as Request;
        void request.json().then(({ text }) => {
          const answer = (response: Response | Error) =>
            response instanceof Error ? reject(response) : resolve(response);
          asked.push({ key: request.headers.get("Idempotency-Key"), text, answer });
        });
      }),
  });
});

const kept = (id: string) =>
  new Response(JSON.stringify({ id, sent_at: "2026-11-26T14:00:00Z" }), {
    status: 201,
    headers: { "Content-Type": "application/json" },
  });
const reached = (count: number) => expect.poll(() => asked.length).toBe(count);
const messages = () =>
  queries.getQueryData<Listed<{ id: string }>>(messagesKey("c"))?.pages[0]?.items.map(({ id }) => id);
const write = (text: string) => send(queries, { conversationId: "c", kind: "text", text });

test("what is written is shown at once, and goes in its order, each with a key of its own", async () => {
  write("um");
  write("dois");
  expect(outbox.getState().all.map(({ text, state }) => [text, state])).toEqual([
    ["um", "sending"],
    ["dois", "sending"],
  ]);
  await reached(1);
  asked[0]?.answer(kept("1"));
  await reached(2);
  asked[1]?.answer(kept("2"));
  await settled("c");
  expect(asked.map(({ text }) => text)).toEqual(["um", "dois"]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  expect([messages(), outbox.getState().all]).toEqual([["2", "1"], []]);
});

test("what did not arrive says so, and is sent again with the same key", async () => {
  write("um");
  await reached(1);
  asked[0]?.answer(new Unreachable());
  await settled("c");
  const [failed] = outbox.getState().all;
  expect(failed).toMatchObject({ state: "failed", text: "um" });
  if (failed === undefined) return;
  sendAgain(queries, failed);
  expect(outbox.getState().all[0]?.state).toBe("sending");
  await reached(2);
  expect(asked[1]?.key).toBe(asked[0]?.key);
  asked[1]?.answer(kept("1"));
  await settled("c");
  expect([messages(), outbox.getState().all]).toEqual([["1"], []]);
});

test("one that failed holds up none that follows, and can be taken back", async () => {
  write("um");
  write("dois");
  await reached(1);
  asked[0]?.answer(new Unreachable());
  await reached(2);
  asked[1]?.answer(kept("2"));
  await settled("c");
  expect(messages()).toEqual(["2"]);
  discard(outbox.getState().all[0]?.key ?? "");
  expect(outbox.getState().all).toEqual([]);
});
