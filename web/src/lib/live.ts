/**
 * What happens, as it happens: one socket, in one's own room and the organisation's, and in others as long as somebody
 * asks for them. It comes back by itself, and is told then what it missed.
 */
import { createStore } from "zustand";
import { refreshOnce } from "./http";
import { keep, readKept } from "./kept";

export interface RoomEvent {
  /** `notification`, `progress`, `chat`, `presence` …; `gap`: something was missed that is not kept, read anew. */
  event: string;
  room: string;
  seq: number;
  at: string;
  from: string | null;
  payload: Record<string, unknown>;
}

type LiveState = "off" | "connecting" | "on" | "offline";
export const liveState = createStore<{ state: LiveState }>(() => ({ state: "off" }));

export interface Person {
  readonly user_id: string;
  readonly name: string;
}

interface RoomListener {
  onEvent: (event: RoomEvent) => void;
  /** Who is in the room when one comes in. */
  onHere: (people: readonly Person[]) => void;
  /** Something was missed that cannot be had any more. */
  onGap: () => void;
  /** The connection broke, or the room may not be entered: nobody is known to be there. */
  onAway: () => void;
}

type Handler = (event: RoomEvent) => void;
interface Frame extends Partial<RoomEvent> {
  event: string;
  code?: string;
  here?: readonly Person[];
}

const KEPT = "tecnocursos.live";
const LONGEST_PAUSE_MS = 30_000;
const PING_MS = 30_000;
const SILENCE_MS = 75_000;
/** RFC 6455, or 4000 and the HTTP status that would say the same. */
const CLOSED = { restarting: 1012, notSignedIn: 4401, notAllowed: 4403, notUnderstood: 4422, tooMany: 4429 };

const handlers = new Map<string, Set<Handler>>();
/** Rooms that somebody asked for, and those who did. */
const wanted = new Map<string, Set<Partial<RoomListener>>>();
/** The number of the last event of each room. */
const seen = new Map<string, number>();
let own: readonly string[] = [];
let tenant = "";
let socket: WebSocket | null = null;
let failures = 0;
let isRefreshed = false;
let heardAt = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;
let beating: ReturnType<typeof setInterval> | undefined;

/** Be told of all events of a kind; gives what ends that. */
export function onLive(kind: string, handler: Handler): () => void {
  const those = handlers.get(kind) ?? new Set();
  handlers.set(kind, those.add(handler));
  return () => void those.delete(handler);
}

/** Be in a room, e.g. `project:<id>` or `job:<id>`, until what this gives is called. */
export function enterRoom(room: string, listener: Partial<RoomListener> = {}): () => void {
  // A new one even where the same listener asks twice.
  const asking = { ...listener };
  const those = wanted.get(room) ?? new Set();
  wanted.set(room, those.add(asking));
  // Entered again where others are in it, the room says anew who is there.
  if (those.size === 1 || listener.onHere !== undefined) join(room);
  return () => {
    those.delete(asking);
    if (those.size === 0 && wanted.get(room) === those) {
      wanted.delete(room);
      seen.delete(room);
      say({ event: "leave_room", room });
    }
  };
}

/** Connect as this person; gives what ends it. */
export function startLive(tenantId: string, userId: string): () => void {
  own = [`user:${userId}`, "tenant"];
  tenant = tenantId;
  for (const room of own) seen.delete(room);
  const kept = readKept<Record<string, Record<string, number>>>(KEPT, { [keptName()]: {} })[keptName()] ?? {};
  for (const room of own) if (Number.isSafeInteger(kept[room])) seen.set(room, kept[room] as number);
  window.addEventListener("online", connectNow);
  window.addEventListener("offline", cutOff);
  document.addEventListener("visibilitychange", connectNow);
  beating = setInterval(beat, PING_MS);
  connectNow();
  return () => {
    window.removeEventListener("online", connectNow);
    window.removeEventListener("offline", cutOff);
    document.removeEventListener("visibilitychange", connectNow);
    clearInterval(beating);
    drop();
    own = [];
    liveState.setState({ state: "off" });
  };
}

function keptName(): string {
  return `${tenant}/${own[0]}`;
}

function connectNow(): void {
  if (own.length === 0 || socket !== null || document.visibilityState === "hidden") return;
  clearTimeout(waiting);
  if (!navigator.onLine) cutOff();
  else connect();
}

function connect(): void {
  const resumed = own.filter((room) => seen.has(room)).map((room) => ["resume", `${room}@${seen.get(room)}`]);
  const address = new URL("/ws/connect", window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = new URLSearchParams(resumed).toString();
  liveState.setState({ state: "connecting" });
  const opened = new WebSocket(address);
  socket = opened;
  heardAt = Date.now();
  opened.onmessage = ({ data }) => {
    if (socket === opened) hear(String(data));
  };
  opened.onclose = ({ code }) => {
    if (socket === opened) void closed(code);
  };
}

function hear(text: string): void {
  heardAt = Date.now();
  const frame = JSON.parse(text) as Frame;
  const { event, room } = frame;
  if (event === "ping") say({ event: "pong" });
  else if (event === "connection") for (const name of wanted.keys()) join(name);
  else if (event === "join_room" && room !== undefined) entered(room, frame);
  else if (event === "error") refused(frame);
  else if (room !== undefined && (event === "gap" || frame.payload !== undefined)) happened(frame as RoomEvent);
}

function join(room: string): void {
  const since = seen.get(room);
  say(since === undefined ? { event: "join_room", room } : { event: "join_room", room, since });
}

function entered(room: string, { seq = 0, here = [] }: Frame): void {
  failures = 0;
  isRefreshed = false;
  liveState.setState({ state: "on" });
  // With a number to go on from, what was missed comes now, each with its own.
  if (!seen.has(room)) saw(room, seq);
  for (const { onHere } of wanted.get(room) ?? []) onHere?.(here);
}

function refused({ code, room }: Frame): void {
  if (code === "token_expired") {
    // The cookie cannot be read here: come back with the new one.
    void refreshOnce().then(() => {
      drop();
      connectNow();
    });
  } else if (room !== undefined && !own.includes(room)) {
    for (const { onAway } of wanted.get(room) ?? []) onAway?.();
    wanted.delete(room);
  }
}

function happened(event: RoomEvent): void {
  // Some come yet from a room that was just left.
  if (!own.includes(event.room) && !wanted.has(event.room)) return;
  if (event.event !== "gap" && event.seq <= (seen.get(event.room) ?? -1)) return;
  saw(event.room, event.seq);
  for (const handler of handlers.get(event.event) ?? []) handler(event);
  for (const { onEvent, onGap } of wanted.get(event.room) ?? []) event.event === "gap" ? onGap?.() : onEvent?.(event);
}

function saw(room: string, seq: number): void {
  seen.set(room, seq);
  if (own.includes(room)) keep(KEPT, { [keptName()]: Object.fromEntries(own.map((name) => [name, seen.get(name)])) });
}

async function closed(code: number): Promise<void> {
  drop();
  if (code === CLOSED.notAllowed || !navigator.onLine) {
    liveState.setState({ state: "offline" });
    return;
  }
  if (code === CLOSED.notUnderstood) seen.clear();
  if (code === CLOSED.notSignedIn) {
    const isNew = !isRefreshed && (await refreshOnce());
    if (own.length === 0 || socket !== null) return;
    if (!isNew) {
      liveState.setState({ state: "offline" });
      return;
    }
    isRefreshed = true;
  }
  liveState.setState({ state: "connecting" });
  const pause = code === CLOSED.tooMany ? LONGEST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures);
  if (code !== CLOSED.restarting) failures += 1;
  // Not all at once: a server that restarts has many to let in again.
  waiting = setTimeout(connectNow, pause * (0.5 + Math.random() / 2));
}

function cutOff(): void {
  drop();
  liveState.setState({ state: "offline" });
}

function drop(): void {
  clearTimeout(waiting);
  const old = socket;
  socket = null;
  old?.close();
  if (old !== null) for (const those of wanted.values()) for (const { onAway } of those) onAway?.();
}

/** A connection that is dead without having ended says nothing any more. */
function beat(): void {
  if (socket === null) return;
  if (Date.now() - heardAt < SILENCE_MS) say({ event: "ping" });
  else void closed(1006);
}

function say(frame: { event: string; room?: string; since?: number }): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}
