/** Where a course tells what blocks of its document say. */
import { type Document, type LineId, type SceneId, scenesInOrder } from "../doc/document";
import { inOrder } from "../doc/order";
import type { Layout } from "../timeline/timing";

export interface ToldAt {
  readonly sceneId: SceneId;
  readonly lineId: LineId;
  /** Of the scene, from 1. */
  readonly number: number;
  /** From the course's start. */
  readonly atMs: number;
}

/** The first line that says one of the blocks, else the start of the first scene that shows one; null where none does. */
export function placeOf(document: Document, layout: Layout, blockIds: readonly string[]): ToldAt | null {
  const wanted = new Set(blockIds);
  const holds = (ids: readonly string[] | undefined) => ids?.some((id) => wanted.has(id)) ?? false;
  const scenes = scenesInOrder(document).map((scene, at) => ({ scene, at, lines: inOrder(scene.content.lines) }));
  const told = (found: (typeof scenes)[number] | undefined, lineId: LineId | undefined): ToldAt | null => {
    const placed = found === undefined ? undefined : layout.scenes[found.at];
    if (found === undefined || placed === undefined || lineId === undefined) return null;
    const startMs = placed.lines.find(({ id }) => id === lineId)?.startMs ?? 0;
    return { sceneId: found.scene.id, lineId, number: found.at + 1, atMs: placed.startMs + startMs };
  };
  const saying = scenes.find(({ lines }) => lines.some(({ spoken }) => holds(spoken.sources)));
  if (saying !== undefined) return told(saying, saying.lines.find(({ spoken }) => holds(spoken.sources))?.id);
  const showing = scenes.find(({ scene }) => holds(scene.content.rest.shows));
  return told(showing, showing?.lines[0]?.id);
}
