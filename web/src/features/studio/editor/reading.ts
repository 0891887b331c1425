/** Reads scenes from the server, the selected one first; those too that others add later. */
import { type Document, type SceneId, scenesInOrder } from "./doc/document";
import type { Saved } from "./doc/saving";

/** At once: the selected one is not to wait behind the two hundredth. */
const READERS = 4;

export class Reading {
  readonly #state: () => { document: Document; selected: SceneId; saved: Saved };
  readonly #read: (id: SceneId, serverId: string) => Promise<void>;
  readonly #asked = new Set<SceneId>();
  #readers = 0;
  #isOn = false;

  constructor(
    state: () => { document: Document; selected: SceneId; saved: Saved },
    read: (id: SceneId, serverId: string) => Promise<void>,
  ) {
    this.#state = state;
    this.#read = read;
  }

  /** Gives how to stop. */
  begin(): () => void {
    this.#isOn = true;
    this.#asked.clear();
    for (let reader = this.#readers; reader < READERS; reader++) void this.#reader();
    return () => {
      this.#isOn = false;
    };
  }

  /** There may be another scene to read. */
  goOn(): void {
    if (this.#isOn && this.#readers === 0 && this.#next() !== undefined) void this.#reader();
  }

  async #reader(): Promise<void> {
    this.#readers += 1;
    for (let id = this.#next(); id !== undefined && this.#isOn; id = this.#next()) {
      this.#asked.add(id);
      try {
        await this.#read(id, this.#state().saved.scenes.get(id)?.serverId ?? id);
      } catch {
        // The scene stays as listed; it is read again when the page is opened again.
      }
    }
    this.#readers -= 1;
  }

  #next(): SceneId | undefined {
    const { document, selected, saved } = this.#state();
    const missing = (id: SceneId) =>
      document.scenes[id]?.content === null && saved.scenes.has(id) && !this.#asked.has(id);
    return [selected, ...scenesInOrder(document).map((scene) => scene.id)].find(missing);
  }
}
