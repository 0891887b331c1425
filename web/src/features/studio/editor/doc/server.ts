/** What saving asks of a server, and the ways in which that can fail. */
import type { Line, SceneChange, SceneContent, SceneDetails } from "../../../../api/types.gen";
import type { Spoken } from "../../../../lib/speech";
import type { Lexicon } from "./document";

export interface CourseServer {
  readScene(id: string): Promise<SceneDetails>;
  changeScene(id: string, version: number, change: SceneChange): Promise<SceneDetails>;
  createScene(scene: SceneContent & { position: number }, idempotencyKey: string): Promise<SceneDetails>;
  deleteScene(id: string, version: number): Promise<void>;
  /** All of the course. */
  readScenes(): Promise<SceneDetails[]>;
  readProject(): Promise<{ title: string; version: number; own_lexicon: Lexicon }>;
  /** Gives the project's new version, as `respell` and `reorder` do. */
  rename(version: number, title: string): Promise<number>;
  respell(version: number, lexicon: Lexicon): Promise<number>;
  reorder(version: number, ids: readonly string[]): Promise<number>;
  /** As the video would say it, with this lexicon as the course's own. Fails as the API does: nothing is saved by it. */
  speak(line: Line, lexicon: Lexicon, signal: AbortSignal): Promise<Spoken>;
  /** Where a file of the project can be had, for a while. */
  fileUrl(name: string): Promise<string>;
}

/**
 * `outdated`: somebody else was quicker. `gone`: it is not there any more. `offline`: no answer, or not now; the same
 * request may succeed later. `refused`: the same request will never succeed.
 */
export type FailureKind = "outdated" | "gone" | "offline" | "refused";

export class SaveFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = "SaveFailure";
    this.kind = kind;
  }
}
