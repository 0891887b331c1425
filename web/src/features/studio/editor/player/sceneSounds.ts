/** What a course sounds like in a browser: the speech of each scene, fetched ahead, and music under all of it. */
import type { SceneId } from "../doc/document";
import type { Sounds } from "./player";

interface Source {
  /** Where the sound of a scene is; null where there is none to be had. Another address is another sound. */
  urlOf(scene: SceneId): string | null;
  /** How loud speech is, from 0 to 1. */
  volume(): number;
}

const KEPT_SOUNDS = 4;

export class SceneSounds implements Sounds {
  readonly #source: Source;
  /** By scene; the ones used last are kept. */
  readonly #found = new Map<SceneId, { url: string; audio: HTMLAudioElement }>();
  #current: SceneId | null = null;
  #isPlaying = false;
  #speed = 1;
  /** Where a scene's sound has come to its end: what is left of the scene is silent. */
  #ended: { scene: SceneId; at: number; since: number } | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  cue(scene: SceneId, atMs: number, next: SceneId | null): void {
    if (this.#current !== scene) this.#audioOf(this.#current)?.pause();
    this.#current = scene;
    this.#ended = null;
    const audio = this.#load(scene);
    if (audio !== null) goTo(audio, atMs / 1000);
    if (next !== null) this.#load(next);
  }

  play(speed: number): void {
    this.#isPlaying = true;
    this.#speed = speed;
    const audio = this.#audioOf(this.#current);
    if (audio === null) return;
    audio.playbackRate = speed;
    audio.volume = this.#source.volume();
    // What cannot be played yet is played once it can: `now` tells that it is waited for.
    if (audio.paused && !audio.ended) void audio.play().catch(() => {});
  }

  pause(): void {
    this.#isPlaying = false;
    for (const { audio } of this.#found.values()) audio.pause();
  }

  now(scene: SceneId): number | "waiting" | "missing" {
    const audio = scene === this.#current ? this.#audioOf(scene) : null;
    if (audio === null || audio.error !== null) return "missing";
    audio.volume = this.#source.volume();
    const at = audio.currentTime * 1000;
    if (audio.ended) {
      this.#ended ??= { scene, at, since: performance.now() };
      return this.#ended.at + (performance.now() - this.#ended.since) * this.#speed;
    }
    if (audio.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return "waiting";
    if (audio.paused && this.#isPlaying) void audio.play().catch(() => {});
    return at;
  }

  close(): void {
    for (const { audio } of this.#found.values()) release(audio);
    this.#found.clear();
  }

  #audioOf(scene: SceneId | null): HTMLAudioElement | null {
    return scene === null ? null : (this.#found.get(scene)?.audio ?? null);
  }

  #load(scene: SceneId): HTMLAudioElement | null {
    const url = this.#source.urlOf(scene);
    const known = this.#found.get(scene);
    this.#found.delete(scene);
    if (known !== undefined && known.url !== url) release(known.audio);
    if (url === null) return null;
    const audio = known?.url === url ? known.audio : new Audio(url);
    audio.preload = "auto";
    this.#found.set(scene, { url, audio });
    for (const [id, { audio: old }] of this.#found) {
      if (this.#found.size <= KEPT_SOUNDS) break;
      if (id === this.#current) continue;
      release(old);
      this.#found.delete(id);
    }
    return audio;
  }
}

function goTo(audio: HTMLAudioElement, seconds: number): void {
  if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) audio.currentTime = seconds;
  else audio.addEventListener("loadedmetadata", () => goTo(audio, seconds), { once: true });
}

function release(audio: HTMLAudioElement): void {
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}
