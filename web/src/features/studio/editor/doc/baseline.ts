/** What the server has, as far as it is known here, and how a document differs from that. */
import type { SceneChange, SceneContent, SceneDetails } from "../../../../api/types.gen";
import {
  type Content,
  contentFrom,
  type Document,
  type Lexicon,
  type Scene,
  type SceneId,
  scenesInOrder,
  toApi,
} from "./document";

export interface Known {
  readonly serverId: string;
  readonly version: number;
  readonly content: SceneContent;
}

export interface Baseline {
  title: string;
  lexicon: Lexicon;
  /** The project's; null when something of ours has changed it since it was read. */
  version: number | null;
  readonly scenes: Map<SceneId, Known>;
  order: SceneId[];
}

/** Something about the course as a whole: these are done one after another, since the server counts them together. */
export type CourseTask =
  | { readonly kind: "create"; readonly scene: Scene; readonly position: number }
  | { readonly kind: "delete"; readonly id: SceneId }
  | { readonly kind: "rename"; readonly title: string }
  | { readonly kind: "respell"; readonly lexicon: Lexicon }
  | { readonly kind: "reorder"; readonly order: readonly SceneId[] };

export function baselineFrom(
  project: { title: string; version: number; own_lexicon?: Lexicon },
  scenes: readonly SceneDetails[],
): Baseline {
  const inPlace = [...scenes].sort((a, b) => a.position - b.position);
  return {
    title: project.title,
    lexicon: project.own_lexicon ?? {},
    version: project.version,
    scenes: new Map(inPlace.map((details) => [details.id, knownFrom(details)])),
    order: inPlace.map(({ id }) => id),
  };
}

export function knownFrom(details: SceneDetails): Known {
  return { serverId: details.id, version: details.version, content: toApi(contentFrom(details)) };
}

/** The fields of a scene that differ from what the server has; null when none does. */
export function sceneChange(theirs: SceneContent, mine: SceneContent): SceneChange | null {
  const names = (Object.keys(mine) as (keyof SceneContent)[]).filter((name) => !isSame(mine[name], theirs[name]));
  return names.length === 0 ? null : Object.fromEntries(names.map((name) => [name, mine[name]]));
}

// Compared once: most scenes of a course are as they were when somebody types into one.
const compared = new WeakMap<Content, { known: SceneContent; change: SceneChange | null }>();

/** A scene's change that is to be sent, or null. */
export function pendingChange(baseline: Baseline, document: Document, id: SceneId): SceneChange | null {
  const known = baseline.scenes.get(id)?.content;
  const mine = document.scenes[id]?.content;
  if (known == null || mine == null) return null;
  const earlier = compared.get(mine);
  if (earlier?.known === known) return earlier.change;
  const change = sceneChange(known, toApi(mine));
  compared.set(mine, { known, change });
  return change;
}

/** What is to be done first so that the server has the document's title, scenes and order; null when it has. */
export function nextCourseTask(baseline: Baseline, document: Document): CourseTask | null {
  const wanted = scenesInOrder(document);
  let position = 0;
  for (const scene of wanted) {
    const place = baseline.order.indexOf(scene.id);
    if (place < 0) return { kind: "create", scene, position };
    if (place >= 0) position = place + 1;
  }
  const gone = baseline.order.find((id) => document.scenes[id] === undefined);
  if (gone !== undefined) return { kind: "delete", id: gone };
  const title = document.title.trim();
  if (title !== "" && title !== baseline.title) return { kind: "rename", title };
  if (!isSame(document.lexicon, baseline.lexicon)) return { kind: "respell", lexicon: document.lexicon };
  const order = wanted.map((scene) => scene.id).filter((id) => baseline.scenes.has(id));
  return isSame(order, baseline.order) ? null : { kind: "reorder", order };
}

export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
