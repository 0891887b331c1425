/**
 * Brings the document to the server, scene by scene. Of a scene one request is under way at a time, and when it is
 * answered the newest state goes next. What cannot be sent is kept and tried again; what somebody else changed
 * meanwhile is kept beside ours until a person decides.
 */
import { type Baseline, type Known, nextCourseTask, pendingChange } from "./baseline";
import type { Command } from "./commands";
import type { Document, SceneId } from "./document";
import { COURSE, type Conflict, Exchange } from "./exchange";
import { type CourseServer, SaveFailure } from "./server";

/** How long nothing may change before it is sent, in milliseconds. */
export const QUIET_MS = 600;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

type SaveState = "saved" | "saving" | "offline" | "conflict" | "refused";

export interface Saved {
  readonly state: SaveState;
  readonly conflicts: readonly Conflict[];
  /** Why the server refused something; null while it does not. */
  readonly refusal: string | null;
  /** Of each scene that the server has: its id there and its version, e.g. for its picture. */
  readonly scenes: ReadonlyMap<SceneId, Known>;
}

interface Outlets {
  onSaved(saved: Saved): void;
  /** Changes the document as somebody else did, which is nothing to undo. */
  onTheirs(command: Command): void;
}

export class Saver {
  readonly #exchange: Exchange;
  readonly #outlets: Outlets;
  #document: Document;
  readonly #busy = new Set<string>();
  readonly #refused = new Map<string, { reason: string; what: string }>();
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waiting: ((isSaved: boolean) => void)[] = [];

  constructor(server: CourseServer, baseline: Baseline, document: Document, outlets: Outlets) {
    this.#document = document;
    this.#outlets = outlets;
    this.#exchange = new Exchange(server, baseline, () => this.#document, outlets.onTheirs);
  }

  /** Take notice of what the document is now; it is sent when nothing has changed for a moment. */
  update(document: Document): void {
    this.#document = document;
    if (this.#failures === 0) this.#later(QUIET_MS);
    this.#tell();
  }

  /**
   * Somebody else changed a scene, which is now at `version`: take it over, unless something of ours is on its way
   * there, which finds out by itself. True once there is nothing left to look at.
   */
  async changedByOthers(serverId: string, version: number): Promise<boolean> {
    const { baseline, conflicts } = this.#exchange;
    const [id, known] = [...baseline.scenes].find(([, scene]) => scene.serverId === serverId) ?? [];
    if (id === undefined || known === undefined || known.version >= version) return true;
    if (this.#busy.has(id) || conflicts.has(id) || pendingChange(baseline, this.#document, id) !== null) return false;
    await this.#run(id, null, () => this.#exchange.readScene(id, known));
    return true;
  }

  /** Somebody else changed the title, the order, or which scenes there are. False where that has to wait. */
  async courseChangedByOthers(): Promise<boolean> {
    const isWaiting = this.#isHeld(COURSE) || nextCourseTask(this.#exchange.baseline, this.#document) !== null;
    if (isWaiting) return false;
    await this.#run(COURSE, null, () => this.#exchange.readAgain());
    return true;
  }

  knowsScene(serverId: string): boolean {
    return [...this.#exchange.baseline.scenes.values()].some((known) => known.serverId === serverId);
  }

  /** Send now. Resolves when all is saved (true) or something keeps it from that (false). */
  flush(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#failures = 0;
      this.#send();
    });
  }

  /** Ours goes over theirs. */
  keepMine(target: string): void {
    this.#exchange.keepMine(target);
    this.#send();
  }

  /** Theirs goes over ours; gives the command for it, which can be undone. */
  takeTheirs(target: string): Command {
    const command = this.#exchange.takeTheirs(target);
    this.#tell();
    return command;
  }

  #send(): void {
    this.#cancelTimer();
    const { baseline } = this.#exchange;
    for (const id of baseline.order) {
      const change = pendingChange(baseline, this.#document, id);
      const known = baseline.scenes.get(id);
      if (change === null || known === undefined) this.#refused.delete(id);
      else if (this.#mayBegin(id, change)) void this.#run(id, change, () => this.#exchange.saveScene(id, known));
    }
    const task = nextCourseTask(baseline, this.#document);
    const about = task?.kind === "create" ? task.scene.id : task?.kind === "delete" ? task.id : COURSE;
    if (task === null) this.#refused.delete(COURSE);
    else if (this.#mayBegin(COURSE, task) && !this.#isHeld(about))
      void this.#run(COURSE, task, () => this.#exchange.saveCourse(task));
    this.#tell();
  }

  #isHeld(id: string): boolean {
    return this.#busy.has(id) || this.#exchange.conflicts.has(id);
  }

  #mayBegin(lane: string, what: unknown): boolean {
    return !this.#isHeld(lane) && this.#refused.get(lane)?.what !== JSON.stringify(what);
  }

  async #run(lane: string, what: unknown, work: () => Promise<void>): Promise<void> {
    this.#busy.add(lane);
    try {
      await work();
      this.#failures = 0;
      this.#refused.delete(lane);
    } catch (error) {
      const failure = error instanceof SaveFailure ? error : new SaveFailure("refused", String(error));
      if (failure.kind === "offline") this.#failures += 1;
      else this.#refused.set(lane, { reason: failure.message, what: JSON.stringify(what) });
    } finally {
      this.#busy.delete(lane);
    }
    if (this.#failures === 0) this.#send();
    else this.#later(Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS));
    this.#tell();
  }

  #later(milliseconds: number): void {
    this.#cancelTimer();
    this.#timer = setTimeout(() => this.#send(), milliseconds);
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #state(): SaveState {
    if (this.#exchange.conflicts.size > 0) return "conflict";
    if (this.#failures > 0) return "offline";
    if (this.#refused.size > 0) return "refused";
    const { baseline } = this.#exchange;
    const isDirty =
      nextCourseTask(baseline, this.#document) !== null ||
      baseline.order.some((id) => pendingChange(baseline, this.#document, id) !== null);
    return isDirty || this.#busy.size > 0 ? "saving" : "saved";
  }

  #tell(): void {
    const state = this.#state();
    if (state !== "saving") for (const resolve of this.#waiting.splice(0)) resolve(state === "saved");
    const refusal = [...this.#refused.values()][0]?.reason ?? null;
    const conflicts = [...this.#exchange.conflicts.values()];
    this.#outlets.onSaved({ state, conflicts, refusal, scenes: new Map(this.#exchange.baseline.scenes) });
  }
}
