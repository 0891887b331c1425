/** A room of the server, for as long as it is open: what was missed while the connection was away is made up for. */
import { getAccount } from "../../../../api/sdk.gen";

export interface RoomEvent {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

export interface Person {
  readonly user_id: string;
  readonly name: string;
}

interface Outlets {
  onEvent(event: RoomEvent): void;
  /** Who is in the room when one comes in. */
  onHere(people: readonly Person[]): void;
  /** Something was missed that cannot be had any more. */
  onGap(): void;
  onAway(): void;
}

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
/** Not allowed, or not there: to come again would not help. */
const FINAL = new Set([4403, 4404, 4422]);
const NOT_SIGNED_IN = 4401;

/** Gives how to leave. */
export function joinRoom(name: string, { onEvent, onHere, onGap, onAway }: Outlets): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | null = null;
  let tries = 0;
  let hasLeft = false;

  function connect() {
    const address = new URL(`/ws/room/${encodeURIComponent(name)}`, window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    if (since !== null) address.searchParams.set("since", String(since));
    socket = new WebSocket(address);
    socket.onmessage = ({ data }) => take(JSON.parse(String(data)));
    socket.onclose = ({ code }) => {
      if (hasLeft) return;
      onAway();
      if (FINAL.has(code)) return;
      const pause = Math.min(FIRST_MS * 2 ** tries, LONGEST_MS);
      tries += 1;
      timer = setTimeout(() => void again(code), code === 1012 ? 200 : pause * (0.5 + Math.random()));
    };
  }

  /** Any request renews a sign-in that has run out. */
  async function again(code: number) {
    if (code === NOT_SIGNED_IN) await getAccount().catch(() => {});
    if (!hasLeft) connect();
  }

  function take(frame: Record<string, unknown>) {
    if (frame.event === "ping") socket?.send(JSON.stringify({ event: "pong" }));
    if (frame.event === "gap") onGap();
    if (frame.event === "join_room") {
      tries = 0;
      onHere(frame.here as Person[]);
    }
    if (frame.room !== name || typeof frame.seq !== "number") return;
    since = Math.max(since ?? 0, frame.seq);
    if (frame.payload !== undefined) onEvent(frame as unknown as RoomEvent);
  }

  const onOnline = () => {
    if (socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(timer);
    connect();
  };
  window.addEventListener("online", onOnline);
  connect();
  return () => {
    hasLeft = true;
    clearTimeout(timer);
    window.removeEventListener("online", onOnline);
    socket?.close();
  };
}
