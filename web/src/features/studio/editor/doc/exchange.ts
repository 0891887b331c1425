/** One request after another between a document and the server, and what others did meanwhile. */
import type { SceneDetails } from "../../../../api/types.gen";
import { type Baseline, type CourseTask, isSame, type Known, knownFrom, pendingChange, sceneChange } from "./baseline";
import { addScene, type Command, renameCourse } from "./commands";
import { contentFrom, type Document, type SceneId, sceneFrom, scenesInOrder, toApi, withContent } from "./document";
import { respellAsTheirs } from "./lexicon";
import { inOrderOf } from "./sceneCommands";
import { type CourseServer, SaveFailure } from "./server";

export const COURSE = "course";

/** `theirs`: the scene as somebody else left it, null where they deleted it, or the title they gave to the course. */
export interface Conflict {
  readonly target: SceneId | typeof COURSE;
  readonly theirs: SceneDetails | string | null;
}

export class Exchange {
  readonly baseline: Baseline;
  readonly conflicts = new Map<string, Conflict>();
  readonly #server: CourseServer;
  readonly #document: () => Document;
  readonly #onTheirs: (command: Command) => void;
  /** A creation whose answer was lost is asked for in the same words, so that it is not done twice. */
  #creation: { id: SceneId; key: string; body: Parameters<CourseServer["createScene"]>[0] } | null = null;

  /** `document` gives what is to be saved now; `onTheirs` is told what somebody else did, as a command. */
  constructor(
    server: CourseServer,
    baseline: Baseline,
    document: () => Document,
    onTheirs: (command: Command) => void,
  ) {
    this.#server = server;
    this.baseline = baseline;
    this.#document = document;
    this.#onTheirs = onTheirs;
  }

  async saveScene(id: SceneId, known: Known): Promise<void> {
    const content = this.#document().scenes[id]?.content;
    if (content === undefined) return;
    const mine = toApi(content);
    try {
      const answer = await this.#server.changeScene(
        known.serverId,
        known.version,
        sceneChange(known.content, mine) ?? {},
      );
      this.baseline.scenes.set(id, { ...known, version: answer.version, content: mine });
    } catch (error) {
      await this.#compare(id, known, error);
    }
  }

  /** Somebody else was quicker: go on with their version where nothing of theirs is lost by it, else ask. */
  async #compare(id: SceneId, known: Known, error: unknown): Promise<void> {
    if (!(error instanceof SaveFailure) || !(error.kind === "outdated" || error.kind === "gone")) throw error;
    const details = error.kind === "gone" ? null : await this.#server.readScene(known.serverId);
    const now = details === null ? null : knownFrom(details);
    if (now !== null) this.baseline.scenes.set(id, now);
    const mine = this.#document().scenes[id]?.content;
    const isOurs = mine !== undefined && now !== null && sceneChange(now.content, toApi(mine)) === null;
    const isUntouched = now !== null && isSame(now.content, known.content);
    if (!isOurs && !isUntouched) this.conflicts.set(id, { target: id, theirs: details });
  }

  async saveCourse(task: CourseTask): Promise<void> {
    if (task.kind === "create") return this.#create(task);
    if (task.kind === "delete") return this.#delete(task.id);
    try {
      if (this.baseline.version === null) return await this.readAgain();
      if (task.kind === "rename") {
        this.baseline.version = await this.#server.rename(this.baseline.version, task.title);
        this.baseline.title = task.title;
      } else if (task.kind === "respell") {
        this.baseline.version = await this.#server.respell(this.baseline.version, task.lexicon);
        this.baseline.lexicon = task.lexicon;
      } else {
        const ids = task.order.map((id) => this.baseline.scenes.get(id)?.serverId ?? id);
        this.baseline.version = await this.#server.reorder(this.baseline.version, ids);
        this.baseline.order = [...task.order];
      }
    } catch (error) {
      const isOutdated = error instanceof SaveFailure && error.kind === "outdated";
      if (!isOutdated) throw error;
      await this.readAgain();
    }
  }

  async #create({ scene, position }: CourseTask & { kind: "create" }): Promise<void> {
    if (this.#creation?.id !== scene.id) {
      const body = { ...toApi(scene.content), key: scene.key, position };
      this.#creation = { id: scene.id, key: crypto.getRandomValues(new Uint32Array(4)).join("-"), body };
    }
    const { key, body } = this.#creation;
    try {
      const made = await this.#server.createScene(body, key);
      const { key: _, position: place, ...content } = body;
      this.baseline.scenes.set(scene.id, { serverId: made.id, version: made.version, content });
      this.baseline.order.splice(place, 0, scene.id);
      this.baseline.version = null;
    } catch (error) {
      if (error instanceof SaveFailure && error.kind === "offline") throw error;
      this.#creation = null;
      throw error;
    }
    this.#creation = null;
  }

  async #delete(id: SceneId): Promise<void> {
    const known = this.baseline.scenes.get(id);
    if (known === undefined) return;
    try {
      await this.#server.deleteScene(known.serverId, known.version);
    } catch (error) {
      if (!(error instanceof SaveFailure && error.kind === "gone")) return this.#compare(id, known, error);
    }
    this.#forget(id);
    this.baseline.version = null;
  }

  /** What somebody else made of a scene that nothing of ours is to be saved in. */
  async readScene(id: SceneId, known: Known): Promise<void> {
    const details = await this.#server.readScene(known.serverId);
    if (this.baseline.scenes.get(id) === known) this.#take(id, known, details);
  }

  /** Theirs is taken over where it is newer and nothing of ours waits; else saving ours finds out. */
  #take(id: SceneId, known: Known, theirs: SceneDetails): void {
    if (theirs.version <= known.version || this.#isChanged(id)) return;
    this.baseline.scenes.set(id, knownFrom(theirs));
    this.#onTheirs((document) => withContent(document, id, contentFrom(theirs, document.scenes[id]?.content ?? null)));
  }

  #isChanged(id: SceneId): boolean {
    return pendingChange(this.baseline, this.#document(), id) !== null;
  }

  /** What others did to the course: their title, scenes they added, changed and deleted, their order. */
  async readAgain(): Promise<void> {
    const ours = scenesInOrder(this.#document()).map((scene) => scene.id);
    const isOrderTheirs = isSame(
      ours.filter((id) => this.baseline.scenes.has(id)),
      this.baseline.order,
    );
    const [project, scenes] = await Promise.all([this.#server.readProject(), this.#server.readScenes()]);
    const { title } = this.baseline;
    Object.assign(this.baseline, { title: project.title, version: project.version });
    if (project.title !== title) {
      if (this.#document().title === title) this.#onTheirs(renameCourse(project.title));
      else if (this.#document().title !== project.title)
        this.conflicts.set(COURSE, { target: COURSE, theirs: project.title });
    }
    const before = this.baseline.lexicon;
    this.baseline.lexicon = project.own_lexicon;
    this.#onTheirs(respellAsTheirs(before, project.own_lexicon));
    const own = new Map([...this.baseline.scenes].map(([id, known]) => [known.serverId, id]));
    const order: SceneId[] = [];
    for (const details of [...scenes].sort((a, b) => a.position - b.position)) {
      const id = own.get(details.id) ?? details.id;
      const known = this.baseline.scenes.get(id);
      if (known === undefined) {
        this.baseline.scenes.set(id, knownFrom(details));
        this.#onTheirs(addScene(sceneFrom(details, ""), order.at(-1) ?? null));
      } else this.#take(id, known, details);
      order.push(id);
    }
    const missing = this.baseline.order.filter((id) => !order.includes(id));
    this.baseline.order = order;
    if (isOrderTheirs) this.#onTheirs(inOrderOf(order));
    for (const id of missing) {
      if (this.#isChanged(id)) this.conflicts.set(id, { target: id, theirs: null });
      else {
        this.baseline.scenes.delete(id);
        this.#onTheirs(({ scenes: { [id]: _, ...scenes }, ...document }) => ({ ...document, scenes }));
      }
    }
  }

  #forget(id: SceneId): void {
    this.baseline.scenes.delete(id);
    this.baseline.order = this.baseline.order.filter((other) => other !== id);
  }

  /** Ours goes over theirs. */
  keepMine(target: string): void {
    const conflict = this.conflicts.get(target);
    this.conflicts.delete(target);
    if (conflict?.theirs === null) this.#forget(target);
  }

  /** Theirs goes over ours; gives the command for it, which can be undone. */
  takeTheirs(target: string): Command {
    const theirs = this.conflicts.get(target)?.theirs;
    this.conflicts.delete(target);
    if (theirs === null) this.#forget(target);
    return (document) => {
      if (theirs === undefined) return document;
      if (typeof theirs === "string") return renameCourse(theirs)(document);
      const { [target]: scene, ...others } = document.scenes;
      if (theirs === null) return { ...document, scenes: others };
      if (scene !== undefined) return withContent(document, target, contentFrom(theirs, scene.content));
      const place = this.baseline.order.indexOf(target);
      const back = { ...sceneFrom(theirs, ""), id: target };
      return addScene(back, this.baseline.order[place - 1] ?? null)(document);
    };
  }
}
