/** Where a scene is cut: between two lines, or between two words of the line that is being said. */
import { type Command, splitScene } from "../doc/commands";
import { type Content, type LineId, newId } from "../doc/document";
import { inOrder } from "../doc/order";
import { removeLines, splitLine } from "../doc/sceneCommands";
import type { PlacedScene } from "./timing";

/** So near to the beginning or the end of a line, it is meant not to be cut. In ms. */
const NEAR_MS = 400;

interface Cut {
  /** Makes the line begin that stands right of the cut. */
  readonly prepare: Command;
  readonly lineId: LineId;
}

/** Null where one side would have no line. */
function cutAt(scene: PlacedScene, content: Content, ms: number): Cut | null {
  const at = ms - scene.startMs;
  const place = scene.lines.findLastIndex((line) => line.startMs <= at);
  const line = scene.lines[place];
  const next = scene.lines[place + 1];
  if (line === undefined) return null;
  const within = at - line.startMs;
  const left = line.durationMs - within;
  if (within < NEAR_MS && place > 0) return { prepare: same, lineId: line.id };
  if (left < NEAR_MS && next !== undefined) return { prepare: same, lineId: next.id };
  const text = content.lines[line.id]?.spoken.text ?? "";
  const wanted = (text.length * within) / line.durationMs;
  const gaps = [...text.trimEnd().matchAll(/\S(\s+)(?=\S)/g)].map((found) => found.index + 1);
  const nearest = gaps.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
  if (nearest === undefined || left <= 0) return next === undefined ? null : { prepare: same, lineId: next.id };
  const lineId = newId();
  return { prepare: splitLine(scene.id, line.id, nearest, lineId), lineId };
}

export function splitAt(scene: PlacedScene, content: Content, ms: number): Command | null {
  const cut = cutAt(scene, content, ms);
  return cut === null ? null : (document) => splitScene(scene.id, cut.lineId)(cut.prepare(document));
}

/** Take away what is said before or after an instant. */
export function trimAt(scene: PlacedScene, content: Content, ms: number, side: "before" | "after"): Command | null {
  const cut = cutAt(scene, content, ms);
  if (cut === null) return null;
  return (document) => {
    const prepared = cut.prepare(document);
    const lines = inOrder(prepared.scenes[scene.id]?.content?.lines ?? {});
    const place = lines.findIndex((line) => line.id === cut.lineId);
    const going = side === "before" ? lines.slice(0, place) : lines.slice(place);
    const trimmed = removeLines(scene.id, new Set(going.map((line) => line.id)))(prepared);
    return trimmed === prepared ? document : trimmed;
  };
}

const same: Command = (document) => document;
