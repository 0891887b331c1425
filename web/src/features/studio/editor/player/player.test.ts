import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Heard, Player } from "./player";

const SCENES = ["a", "b"].map((id, place) => ({
  ...{ id, startMs: place * 4000, durationMs: 4000, steps: [{ atMs: 0, page: 1, step: 0 }] },
  lines: [],
}));
const LAYOUT = { scenes: SCENES, totalMs: 8000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function opened(at: (ms: number) => Heard = (ms) => ({ ms })) {
  const shown: string[] = [];
  const player = new Player(
    { play: () => {}, pause: () => {}, at },
    { layout: () => LAYOUT, onScene: (id) => shown.push(id) },
  );
  return { player, shown, now: () => player.store.getState() };
}

test("time goes on as fast as it is told, from scene to scene, and ends where the course does", () => {
  const { player, shown, now } = opened();
  player.play();
  vi.advanceTimersByTime(1000);
  expect(now().positionMs).toBeGreaterThan(900);
  expect(now().positionMs).toBeLessThan(1100);
  player.setSpeed(2);
  vi.advanceTimersByTime(2000);
  expect(now().positionMs).toBeGreaterThan(4700);
  expect(shown).toEqual(["a", "b"]);
  vi.advanceTimersByTime(3000);
  expect(now()).toMatchObject({ positionMs: 8000, isPlaying: false });
});

test("at the end it begins anew when played again, or by itself where it loops", () => {
  const { player, now } = opened();
  player.seek(8000);
  player.play();
  expect(now().positionMs).toBe(0);
  player.setLooping(true);
  player.seek(7900);
  vi.advanceTimersByTime(500);
  expect(now().isPlaying).toBe(true);
  expect(now().positionMs).toBeLessThan(1000);
});

test("sound that is being made is waited for, and one that cannot be had is told of", () => {
  let answer: (ms: number) => Heard = () => ({ waits: true });
  const { player, now } = opened((ms) => answer(ms));
  player.play();
  vi.advanceTimersByTime(1000);
  expect(now()).toMatchObject({ positionMs: 0, sound: "waiting" });
  const trouble = new Error("no voice");
  answer = (ms) => ({ ms, trouble });
  vi.advanceTimersByTime(1000);
  expect(now()).toMatchObject({ sound: "missing", trouble });
  expect(now().positionMs).toBeGreaterThan(800);
});

test("the sound is the clock while it is heard", () => {
  const { player, now } = opened(() => ({ ms: 1234 }));
  player.play();
  vi.advanceTimersByTime(3000);
  expect(now().positionMs).toBe(1234);
});

test("a scene that is chosen is shown as one edits it, with the playhead at its start", () => {
  const { player, now } = opened();
  player.seek(1500);
  expect(now().isPreviewing).toBe(true);
  player.show("b");
  expect(now()).toMatchObject({ positionMs: 4000, isPreviewing: false });
  player.seek(-50);
  expect(now().positionMs).toBe(0);
});
