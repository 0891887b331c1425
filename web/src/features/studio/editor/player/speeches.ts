/** What lines sound like: asked for when they are about to be heard, a few at a time, and kept while the page is open. */
import { createStore } from "zustand";
import type { Line } from "../../../../api/types.gen";
import type { Spoken } from "../../../../lib/speech";
import type { Lexicon } from "../doc/document";
import { entriesIn } from "../doc/lexicon";
import { saidOf } from "../doc/marks";
import { soundKey } from "../timeline/timing";
import { peaksOf } from "./wav";

export interface Speech {
  readonly url: string;
  readonly durationMs: number;
  readonly peaks: Uint8Array | null;
}

type Speak = (line: Line, lexicon: Lexicon, signal: AbortSignal) => Promise<Spoken>;

const AT_ONCE = 2;
/** Sound is large: of so many lines it is kept. */
const KEPT = 80;
/** What could not be had is asked for again after so long, in ms. */
const AGAIN_MS = 10_000;

export class Speeches {
  /** By `soundKey`; what a line sounds like is the same for as long as it says the same. */
  readonly store = createStore<{ readonly spoken: ReadonlyMap<string, Speech> }>(() => ({ spoken: new Map() }));
  readonly #speak: Speak;
  readonly #lexicon: () => Lexicon;
  readonly #onSpoken: (key: string, durationMs: number) => void;
  readonly #asked = new Map<string, Promise<Speech>>();
  readonly #failed = new Map<string, { error: unknown; at: number }>();
  readonly #end = new AbortController();
  #free = AT_ONCE;
  #waiting: (() => void)[] = [];

  constructor(speak: Speak, lexicon: () => Lexicon, onSpoken: (key: string, durationMs: number) => void) {
    this.#speak = speak;
    this.#lexicon = lexicon;
    this.#onSpoken = onSpoken;
  }

  known(line: Line): Speech | null {
    return this.store.getState().spoken.get(this.#key(line)) ?? null;
  }

  /** Why it could not be had, lately; null where that is not so. */
  trouble(line: Line): unknown {
    const found = this.#failed.get(this.#key(line));
    return found !== undefined && performance.now() - found.at < AGAIN_MS ? found.error : null;
  }

  /** Have it asked for, without waiting for it. */
  want(line: Line): void {
    if (this.known(line) === null && this.trouble(line) === null) this.get(line).catch(() => {});
  }

  get(line: Line): Promise<Speech> {
    const key = this.#key(line);
    const known = this.known(line);
    if (known !== null) return Promise.resolve(known);
    const asked = this.#asked.get(key) ?? this.#ask(key, line).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  close(): void {
    this.#end.abort();
    for (const { url } of this.store.getState().spoken.values()) URL.revokeObjectURL(url);
  }

  async #ask(key: string, line: Line): Promise<Speech> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      const { bytes, mediaType, durationMs } = await this.#speak(
        line,
        entriesIn(saidOf(line).text, this.#lexicon()),
        this.#end.signal,
      );
      const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      const speech = { url, durationMs, peaks: peaksOf(bytes) };
      this.#keep(key, speech);
      this.#onSpoken(key, durationMs);
      return speech;
    } catch (error) {
      this.#failed.set(key, { error, at: performance.now() });
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #key(line: Line): string {
    return soundKey(line, this.#lexicon());
  }

  #keep(key: string, speech: Speech): void {
    const spoken = new Map(this.store.getState().spoken).set(key, speech);
    const [oldest] = spoken;
    if (spoken.size > KEPT && oldest !== undefined) {
      spoken.delete(oldest[0]);
      URL.revokeObjectURL(oldest[1].url);
    }
    this.#failed.delete(key);
    this.store.setState({ spoken });
  }
}
