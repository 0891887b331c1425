import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enterRoom, liveState, onLive, type RoomEvent, startLive } from "./live";

/** A server at the other end of the socket: what it was told, and what it says. */
class Line extends EventTarget {
  static readonly OPEN = 1;
  static all: Line[] = [];
  readonly address: URL;
  readonly heard: { event: string; room?: string; since?: number }[] = [];
  readyState = 0;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(address: URL) {
    super();
    this.address = new URL(address);
    Line.all.push(this);
  }
  send(text: string) {
    this.heard.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  greets(...rooms: [string, number][]) {
    this.readyState = 1;
    this.says({ event: "connection" });
    for (const [room, seq] of rooms) this.says({ event: "join_room", room, seq, here: [] });
  }
  ends(code: number) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const news = (seq: number, room = "tenant") => ({
  ...{ event: "notification", room, seq, at: "2026-11-26T12:00:00Z", from: null, payload: { kind: "broadcast" } },
});
const line = () => Line.all.at(-1) as Line;
let refreshes: boolean[];
let stop: () => void;
let got: RoomEvent[];
let off: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
  vi.stubGlobal("fetch", async () => new Response(null, { status: refreshes.shift() ? 200 : 401 }));
  localStorage.clear();
  Line.all = [];
  refreshes = [];
  got = [];
  off = onLive("notification", (event) => got.push(event));
  stop = startLive("t1", "ana");
});
afterEach(() => {
  stop();
  off();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("goes on from the last event of each room after a break, and says nothing twice", async () => {
  expect(line().address.pathname + line().address.search).toBe("/ws/connect");
  line().greets(["user:ana", 3], ["tenant", 7]);
  line().says(news(8));
  line().ends(1006);
  expect(liveState.getState().state).toBe("connecting");
  await vi.advanceTimersByTimeAsync(1000);
  expect(line().address.searchParams.getAll("resume")).toEqual(["user:ana@3", "tenant@8"]);
  line().greets(["user:ana", 3], ["tenant", 9]);
  line().says(news(8));
  line().says(news(9));
  expect(got.map(({ seq }) => seq)).toEqual([8, 9]);
});

test("a later visit goes on where this one ended, another person's does not", () => {
  line().greets(["user:ana", 3], ["tenant", 7]);
  stop();
  stop = startLive("t1", "ana");
  expect(line().address.searchParams.getAll("resume")).toEqual(["user:ana@3", "tenant@7"]);
  stop();
  stop = startLive("t1", "beto");
  expect(line().address.search).toBe("");
});

test("waits longer each time that the server cannot be reached, up to half a minute", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  for (const pause of [1, 2, 4, 8, 16, 30, 30]) {
    const count = Line.all.length;
    line().ends(1006);
    await vi.advanceTimersByTimeAsync(pause * 1000 - 1);
    expect(Line.all.length).toBe(count);
    await vi.advanceTimersByTimeAsync(1);
    expect(Line.all.length).toBe(count + 1);
  }
});

test.each([
  { name: "a sign-in that can be refreshed comes back", refreshed: [true], lines: 2 },
  { name: "one that has ended stays out", refreshed: [false], lines: 1 },
])("$name", async ({ refreshed, lines }) => {
  refreshes = [...refreshed];
  line().ends(4401);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Line.all.length).toBe(lines);
});

test("nobody who may not is let in by asking again and again", async () => {
  line().ends(4403);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(Line.all.length).toBe(1);
});

test("a token that runs out is replaced by coming back", async () => {
  refreshes = [true];
  line().greets(["user:ana", 1], ["tenant", 1]);
  line().says({ event: "error", code: "token_expired" });
  await vi.advanceTimersByTimeAsync(0);
  expect(Line.all.length).toBe(2);
});

test("rooms are entered once, entered again after a break, and left by the last who asked", async () => {
  line().greets(["user:ana", 1], ["tenant", 1]);
  const leave = [enterRoom("job:1"), enterRoom("job:1")];
  expect(line().heard).toEqual([{ event: "join_room", room: "job:1" }]);
  line().says({ event: "join_room", room: "job:1", seq: 5 });
  line().ends(1012);
  await vi.advanceTimersByTimeAsync(1000);
  line().greets();
  expect(line().heard).toEqual([{ event: "join_room", room: "job:1", since: 5 }]);
  for (const end of leave) end();
  expect(line().heard.at(-1)).toEqual({ event: "leave_room", room: "job:1" });
});

test("who is in a room hears who else is, what happens there, what was missed and when the connection breaks", async () => {
  const told: unknown[] = [];
  const leave = enterRoom("project:1", {
    onEvent: ({ event, seq }) => told.push([event, seq]),
    onHere: (people) => told.push(people.map(({ name }) => name)),
    onGap: () => told.push("gap"),
    onAway: () => told.push("away"),
  });
  line().greets(["user:ana", 1], ["tenant", 1]);
  expect(line().heard).toEqual([{ event: "join_room", room: "project:1" }]);
  line().says({ event: "join_room", room: "project:1", seq: 4, here: [{ user_id: "beto", name: "Beto" }] });
  line().says({ ...news(5, "project:1"), event: "scene.changed" });
  line().says({ ...news(9, "project:2"), event: "scene.changed" });
  line().ends(1012);
  await vi.advanceTimersByTimeAsync(1000);
  line().greets(["user:ana", 1], ["tenant", 1]);
  expect(line().heard).toEqual([{ event: "join_room", room: "project:1", since: 5 }]);
  line().says({ event: "join_room", room: "project:1", seq: 90, here: [] });
  line().says({ event: "gap", room: "project:1", since: 5, seq: 90 });
  leave();
  line().says({ ...news(91, "project:1"), event: "scene.changed" });
  expect(told).toEqual([["Beto"], ["scene.changed", 5], "away", [], "gap"]);
});

test("who comes into a room where others are hears who is there", () => {
  line().greets(["user:ana", 1], ["tenant", 1]);
  const leave = [enterRoom("project:1"), enterRoom("project:1", { onHere: () => undefined })];
  line().says({ event: "join_room", room: "project:1", seq: 4, here: [] });
  expect(line().heard).toEqual(Array(2).fill({ event: "join_room", room: "project:1" }));
  for (const end of leave) end();
});

test("a room that is not there is not asked for again", async () => {
  line().greets(["user:ana", 1], ["tenant", 1]);
  enterRoom("job:gone");
  line().says({ event: "error", code: "room_not_found", room: "job:gone" });
  line().ends(1012);
  await vi.advanceTimersByTimeAsync(1000);
  line().greets();
  expect(line().heard).toEqual([]);
});

test("without a network it waits for it, and comes at once when it is back", () => {
  window.dispatchEvent(new Event("offline"));
  expect(liveState.getState().state).toBe("offline");
  const count = Line.all.length;
  window.dispatchEvent(new Event("online"));
  expect(Line.all.length).toBe(count + 1);
});

test("a connection that is dead without having ended is given up", async () => {
  line().greets(["user:ana", 1], ["tenant", 1]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(line().heard.at(-1)).toEqual({ event: "ping" });
  await vi.advanceTimersByTimeAsync(62_000);
  expect(Line.all.length).toBe(2);
});
