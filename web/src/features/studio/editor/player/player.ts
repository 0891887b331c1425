/**
 * Plays a course before it is rendered: one clock that everything else follows. While a scene's sound is heard, the sound
 * is the clock; where there is none, time goes on without it.
 */
import { createStore, type StoreApi } from "zustand";
import type { SceneId } from "../doc/document";
import { type Layout, sceneAt } from "../timeline/timing";

export const SPEEDS: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
/** Of the video, in ms. */
export const FRAME_MS = 1000 / 30;

interface Playback {
  readonly positionMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly isLooping: boolean;
  /** Shown as at the playhead; otherwise the selected scene is shown whole, as one edits it. */
  readonly isPreviewing: boolean;
  /** What is to be heard at the playhead is being made, or cannot be had. */
  readonly sound: "heard" | "waiting" | "missing";
  /** Why it cannot be had. */
  readonly trouble: unknown;
}

/** Where the clock is with what is heard, in ms from the course's start; or that sound is waited for. */
export type Heard = { readonly ms: number; readonly trouble?: unknown } | { readonly waits: true };

export interface Sounds {
  play(speed: number): void;
  pause(): void;
  /** `ms` is where the clock would be without sound. */
  at(ms: number): Heard;
}

interface Outlets {
  layout(): Layout;
  /** The playhead has come to another scene. */
  onScene(id: SceneId): void;
}

/** Sound that is being made is waited for so long, in ms, before time goes on without it. */
const PATIENCE_MS = 12_000;

export class Player {
  readonly store: StoreApi<Playback>;
  readonly #outlets: Outlets;
  readonly #sounds: Sounds;
  #frame = 0;
  #lastAt = 0;
  #waitedMs = 0;
  #scene: SceneId | null = null;

  constructor(sounds: Sounds, outlets: Outlets) {
    this.#sounds = sounds;
    this.#outlets = outlets;
    this.store = createStore(() => ({
      ...{ positionMs: 0, isPlaying: false, speed: 1, isLooping: false, isPreviewing: false },
      ...{ sound: "heard" as const, trouble: null },
    }));
  }

  get layout(): Layout {
    return this.#outlets.layout();
  }

  toggle = (): void => (this.store.getState().isPlaying ? this.pause() : this.play());

  play(): void {
    const { positionMs, speed } = this.store.getState();
    const { totalMs } = this.layout;
    if (totalMs === 0) return;
    this.store.setState({ isPlaying: true, isPreviewing: true });
    this.#scene = null;
    this.#arrive(positionMs >= totalMs - 1 ? 0 : positionMs);
    this.#sounds.play(speed);
    this.#lastAt = performance.now();
    this.#waitedMs = 0;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.#sounds.pause();
    if (this.store.getState().isPlaying) this.store.setState({ isPlaying: false });
  }

  /** Move the playhead. What is shown follows it. */
  seek(ms: number): void {
    const to = Math.min(Math.max(0, ms), this.layout.totalMs);
    this.store.setState({ isPreviewing: true });
    this.#scene = null;
    this.#waitedMs = 0;
    this.#arrive(to);
    if (this.store.getState().isPlaying) this.#sounds.play(this.store.getState().speed);
  }

  step(byMs: number): void {
    this.seek(this.store.getState().positionMs + byMs);
  }

  /** Somebody chose a scene to edit: the playhead goes to its start unless it is in it. */
  show(id: SceneId): void {
    const { isPlaying, positionMs } = this.store.getState();
    const scene = this.layout.scenes.find((placed) => placed.id === id);
    if (scene === undefined) return;
    const isIn = positionMs >= scene.startMs && positionMs < scene.startMs + scene.durationMs;
    if (isPlaying) {
      if (!isIn) this.seek(scene.startMs);
      return;
    }
    this.#scene = id;
    this.store.setState({ positionMs: isIn ? positionMs : scene.startMs, isPreviewing: false });
  }

  edit(): void {
    if (!this.store.getState().isPlaying) this.store.setState({ isPreviewing: false });
  }

  setSpeed(speed: number): void {
    this.store.setState({ speed });
    if (this.store.getState().isPlaying) this.#sounds.play(speed);
  }

  setLooping(isLooping: boolean): void {
    this.store.setState({ isLooping });
  }

  close(): void {
    this.pause();
  }

  #tick = (at: number): void => {
    const { positionMs, speed, isPlaying, isLooping } = this.store.getState();
    if (!isPlaying) return;
    this.#frame = requestAnimationFrame(this.#tick);
    // A page that was not seen for a while does not leap.
    const passed = Math.min(Math.max(0, at - this.#lastAt), 250);
    this.#lastAt = at;
    let heard = this.#sounds.at(positionMs + passed * speed);
    if ("waits" in heard) {
      this.#waitedMs += passed;
      this.#tell("waiting", null);
      if (this.#waitedMs < PATIENCE_MS) return;
      heard = { ms: positionMs + passed * speed };
    } else {
      this.#waitedMs = 0;
      this.#tell(heard.trouble === undefined ? "heard" : "missing", heard.trouble ?? null);
    }
    const now = heard.ms;
    const { totalMs } = this.layout;
    if (now < totalMs) this.#arrive(now);
    else if (isLooping) this.seek(0);
    else {
      this.#arrive(totalMs);
      this.pause();
    }
  };

  #tell(sound: Playback["sound"], trouble: unknown): void {
    const now = this.store.getState();
    if (now.sound !== sound || now.trouble !== trouble) this.store.setState({ sound, trouble });
  }

  #arrive(ms: number): void {
    this.store.setState({ positionMs: ms });
    const scene = sceneAt(this.layout, ms);
    if (scene === null || scene.id === this.#scene) return;
    this.#scene = scene.id;
    this.#outlets.onScene(scene.id);
  }
}
