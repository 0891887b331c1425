/** What a course sounds like before it is rendered: line by line, each in its time; the next ones are fetched ahead. */
import type { Line } from "../../../../api/types.gen";
import type { Layout, LineTime, PlacedScene } from "../timeline/timing";
import type { Heard, Sounds } from "./player";
import type { Speeches } from "./speeches";

interface Source {
  layout(): Layout;
  lineOf(scene: PlacedScene, line: LineTime): Line | null;
  /** From 0 to 1. */
  volume(): number;
}

/** So much of what comes is asked for ahead. */
const AHEAD = 3;
/** So far, in ms, sound and clock may be apart before the sound is moved. */
const APART_MS = 120;

export class LineSounds implements Sounds {
  readonly #speeches: Speeches;
  readonly #source: Source;
  readonly #audio = new Audio();
  #url: string | null = null;
  #speed = 1;

  constructor(speeches: Speeches, source: Source) {
    this.#speeches = speeches;
    this.#source = source;
  }

  play(speed: number): void {
    this.#speed = speed;
    this.#audio.playbackRate = speed;
    // Wherever the clock was set meanwhile, the sound is put there.
    this.#rest();
  }

  pause(): void {
    this.#rest();
  }

  /** `ms` is where the clock would be without sound, from the course's start. */
  at(ms: number): Heard {
    const scenes = this.#source.layout().scenes;
    const place = scenes.findLastIndex((scene) => scene.startMs <= ms);
    const scene = scenes[place];
    if (scene === undefined) return { ms };
    this.#fetchAhead(place, ms);
    const line = scene.lines.findLast(({ startMs }) => scene.startMs + startMs <= ms);
    if (line === undefined) return this.#silence(ms);
    const spoken = this.#source.lineOf(scene, line);
    const startMs = scene.startMs + line.startMs;
    if (spoken === null || ms >= startMs + line.durationMs) return this.#silence(ms);
    const speech = this.#speeches.known(spoken);
    if (speech === null) {
      this.#rest();
      const trouble = this.#speeches.trouble(spoken);
      if (trouble === null) return { waits: true };
      return { ms, trouble };
    }
    return { ms: startMs + this.#follow(speech.url, ms - startMs) };
  }

  close(): void {
    this.#rest();
    this.#audio.removeAttribute("src");
  }

  /** Play the sound from `atMs` on, unless it is there already; gives where it is. */
  #follow(url: string, atMs: number): number {
    const audio = this.#audio;
    audio.volume = this.#source.volume();
    if (this.#url !== url) {
      this.#url = url;
      audio.src = url;
      audio.playbackRate = this.#speed;
      if (atMs > APART_MS) audio.currentTime = atMs / 1000;
    }
    if (audio.ended || audio.error !== null) return atMs;
    if (audio.paused) {
      if (Math.abs(audio.currentTime * 1000 - atMs) > APART_MS) audio.currentTime = atMs / 1000;
      audio.playbackRate = this.#speed;
      void audio.play().catch(() => {});
      return atMs;
    }
    const now = audio.currentTime * 1000;
    if (Math.abs(now - atMs) < 2 * APART_MS + 250 * this.#speed) return now;
    audio.currentTime = atMs / 1000;
    return atMs;
  }

  #silence(ms: number): Heard {
    this.#rest();
    return { ms };
  }

  #rest(): void {
    this.#url = null;
    if (!this.#audio.paused) this.#audio.pause();
  }

  #fetchAhead(place: number, ms: number): void {
    let left = AHEAD;
    for (const scene of this.#source.layout().scenes.slice(place, place + 3)) {
      for (const line of scene.lines) {
        if (left === 0) return;
        if (scene.startMs + line.startMs + line.durationMs <= ms) continue;
        const spoken = this.#source.lineOf(scene, line);
        if (spoken !== null) this.#speeches.want(spoken);
        left -= 1;
      }
    }
  }
}
