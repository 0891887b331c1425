/**
 * Plays a course before it is rendered: one clock that everything else follows. While a scene's sound is heard, the sound
 * is the clock; where there is none, time goes on without it.
 */
import { createStore, type StoreApi } from "zustand";
import type { SceneId } from "../doc/document";
import { type Layout, type PlacedScene, sceneAt } from "../timeline/timing";

export const SPEEDS: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
/** Of the video, in ms. */
export const FRAME_MS = 1000 / 30;

export interface Playback {
  readonly positionMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly isLooping: boolean;
  /** Shown as at the playhead; otherwise the selected scene is shown whole, as one edits it. */
  readonly isPreviewing: boolean;
  /** Of the scene at the playhead: its sound is being made, or cannot be had. */
  readonly sound: "heard" | "waiting" | "missing";
}

/** What is heard. `scene` is asked often: the same one again changes nothing. */
export interface Sounds {
  /** Go to a place of a scene, in ms from its start, and say what is to be heard after it. */
  cue(scene: SceneId, atMs: number, next: SceneId | null): void;
  play(speed: number): void;
  pause(): void;
  /** Where the scene's sound is now, in ms from the scene's start; why not, where it is not heard. */
  now(scene: SceneId): number | "waiting" | "missing";
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
      sound: "heard" as const,
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

  /** What is played may have become shorter, or have moved. */
  #tick = (at: number): void => {
    const { positionMs, speed, isPlaying, isLooping } = this.store.getState();
    if (!isPlaying) return;
    this.#frame = requestAnimationFrame(this.#tick);
    // A page that was not seen for a while does not leap.
    const passed = Math.min(Math.max(0, at - this.#lastAt), 250);
    this.#lastAt = at;
    const scene = sceneAt(this.layout, positionMs);
    if (scene === null) {
      this.pause();
      return;
    }
    const heard = this.#sounds.now(scene.id);
    let now = positionMs + passed * speed;
    if (typeof heard === "number") {
      now = scene.startMs + heard;
      this.#waitedMs = 0;
    } else if (heard === "waiting" && this.#waitedMs < PATIENCE_MS) {
      this.#waitedMs += passed;
      now = positionMs;
    }
    this.#tell(typeof heard === "number" ? "heard" : heard);
    const { totalMs } = this.layout;
    if (now < totalMs) this.#arrive(now);
    else if (isLooping) this.seek(0);
    else {
      this.#arrive(totalMs);
      this.pause();
    }
  };

  #tell(sound: Playback["sound"]): void {
    if (this.store.getState().sound !== sound) this.store.setState({ sound });
  }

  #arrive(ms: number): void {
    this.store.setState({ positionMs: ms });
    const scene = sceneAt(this.layout, ms);
    if (scene === null || scene.id === this.#scene) return;
    this.#scene = scene.id;
    this.#cue(scene, ms);
    this.#outlets.onScene(scene.id);
  }

  #cue(scene: PlacedScene, ms: number): void {
    const { scenes } = this.layout;
    const next = scenes[scenes.indexOf(scene) + 1] ?? null;
    this.#sounds.cue(scene.id, ms - scene.startMs, next?.id ?? null);
    const { isPlaying, speed } = this.store.getState();
    if (isPlaying) this.#sounds.play(speed);
  }
}
