/** A server that keeps a course in memory, counts versions as the real one does, and fails when told to. For tests. */
import type { Line, SceneChange, SceneContent, SceneDetails } from "../../../../api/types.gen";
import type { Spoken } from "../../../../lib/speech";
import type { Lexicon } from "./document";
import { type CourseServer, type FailureKind, SaveFailure } from "./server";

export class MemoryServer implements CourseServer {
  project = { title: "Internet em casa", version: 1, own_lexicon: {} as Lexicon };
  scenes: SceneDetails[] = [];
  /** What was asked for, in order, e.g. "change a". */
  readonly asked: string[] = [];
  /** Requests fail so, until it is null again. */
  failing: FailureKind | null = null;
  /** The next request is done, but its answer does not arrive. */
  losesNextAnswer = false;
  /** While set, requests wait for it before they are done. */
  gate: Promise<void> | null = null;
  readonly #made = new Map<string, SceneDetails>();

  constructor(...ids: string[]) {
    this.scenes = ids.map((id, position) => details(id, position));
  }

  readScene(id: string): Promise<SceneDetails> {
    return this.#answer(`read ${id}`, () => this.#scene(id));
  }

  changeScene(id: string, version: number, change: SceneChange): Promise<SceneDetails> {
    return this.#answer(`change ${id}`, () => this.#change(id, version, change));
  }

  createScene(wanted: SceneContent & { position: number }, key: string): Promise<SceneDetails> {
    return this.#answer("create", () => {
      const known = this.#made.get(key);
      if (known !== undefined) return known;
      const { position, ...content } = wanted;
      const made = { ...details(`made-${this.#made.size + 1}`, position), ...content } as SceneDetails;
      this.scenes.splice(position, 0, made);
      this.#made.set(key, made);
      this.project.version += 1;
      return made;
    });
  }

  deleteScene(id: string, version: number): Promise<void> {
    return this.#answer(`delete ${id}`, () => {
      requireVersion(this.#scene(id).version, version);
      this.scenes = this.scenes.filter((scene) => scene.id !== id);
      this.project.version += 1;
    });
  }

  readScenes(): Promise<SceneDetails[]> {
    return this.#answer("scenes", () => this.scenes.map((scene, position) => ({ ...scene, position })));
  }

  readProject(): Promise<{ title: string; version: number; own_lexicon: Lexicon }> {
    return this.#answer("project", () => ({ ...this.project }));
  }

  rename(version: number, title: string): Promise<number> {
    return this.#answer("rename", () => {
      requireVersion(this.project.version, version);
      this.project = { ...this.project, title, version: version + 1 };
      return this.project.version;
    });
  }

  respell(version: number, own_lexicon: Lexicon): Promise<number> {
    return this.#answer("respell", () => {
      requireVersion(this.project.version, version);
      this.project = { ...this.project, own_lexicon, version: version + 1 };
      return this.project.version;
    });
  }

  reorder(version: number, ids: readonly string[]): Promise<number> {
    return this.#answer("reorder", () => {
      requireVersion(this.project.version, version);
      if (ids.length !== this.scenes.length) throw new SaveFailure("refused", "the order is not complete");
      this.scenes = ids.map((id) => this.#scene(id));
      this.project.version += 1;
      return this.project.version;
    });
  }

  /** A second of silence for every ten letters. */
  speak = (line: Line): Promise<Spoken> =>
    this.#answer(`speak ${line.text}`, () => ({
      ...{ bytes: new Uint8Array(0), mediaType: "audio/wav", durationMs: line.text.length * 100 },
    }));

  fileUrl = (name: string): Promise<string> => Promise.resolve(`/files/${name}`);

  /** As somebody else would, at once and without being counted. */
  changeByOther(id: string, change: SceneChange): void {
    this.#change(id, this.#scene(id).version, change);
  }

  texts(id: string): string[] {
    return this.#scene(id).lines.map((line) => line.text);
  }

  #change(id: string, version: number, change: SceneChange): SceneDetails {
    const scene = this.#scene(id);
    requireVersion(scene.version, version);
    const changed = { ...scene, ...change, version: version + 1 } as SceneDetails;
    this.scenes = this.scenes.map((other) => (other.id === id ? changed : other));
    return changed;
  }

  #scene(id: string): SceneDetails {
    const found = this.scenes.find((scene) => scene.id === id);
    if (found === undefined) throw new SaveFailure("gone", `no scene ${id}`);
    return found;
  }

  async #answer<Answer>(what: string, work: () => Answer): Promise<Answer> {
    this.asked.push(what);
    await this.gate;
    if (this.failing !== null) throw new SaveFailure(this.failing, this.failing);
    const answer = work();
    if (!this.losesNextAnswer) return answer;
    this.losesNextAnswer = false;
    throw new SaveFailure("offline", "lost");
  }
}

function requireVersion(is: number, named: number): void {
  if (is !== named) throw new SaveFailure("outdated", `${is} is not ${named}`);
}

/** A scene of two lines. */
export function details(id: string, position: number): SceneDetails {
  return {
    ...{ id, key: `slide-${id}`, position, version: 1, project_id: "p", kind: "bullets", title: `Cena ${id}` },
    slide: { kind: "bullets", title: `Cena ${id}`, items: [{ text: "um" }, { text: "dois" }] },
    lines: [{ text: `${id} primeira.` }, { text: `${id} segunda.` }],
    ...{ chapter: null, look: null, section_id: null, shows: [], transition: null, template_id: null },
    ...{ created_at: "", updated_at: "" },
  } as SceneDetails;
}
