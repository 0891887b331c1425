/** Boxes on a picture, in pixels of the video: moved, resized, and drawn to the lines where people want things. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Which edges go along when a handle is dragged. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

export const HANDLES: readonly Handle[] = ([-1, 0, 1] as const).flatMap((y) =>
  ([-1, 0, 1] as const).flatMap((x) => (x === 0 && y === 0 ? [] : [{ x, y }])),
);

/** A line across the whole picture at which something snapped. */
export interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
}

/** As the server has it: smaller, a place would show nothing. Shares of the frame. */
const LEAST = 0.02;
/** Things keep so far from the edges of the frame, as a share of its shorter side. */
const MARGIN = 0.06;

export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** How far all of them can go together without one leaving the frame. */
export function withinFrame(boxes: readonly Box[], dx: number, dy: number, frame: Size): [number, number] {
  const all = around(boxes);
  return [
    within(dx, 0 - all.x, frame.width - all.x - all.width),
    within(dy, 0 - all.y, frame.height - all.y - all.height),
  ];
}

export function moved(box: Box, dx: number, dy: number): Box {
  return { ...box, x: box.x + dx, y: box.y + dy };
}

export function resized(box: Box, handle: Handle, dx: number, dy: number, frame: Size): Box {
  const [x, width] = edges(box.x, box.width, handle.x, dx, frame.width);
  const [y, height] = edges(box.y, box.height, handle.y, dy, frame.height);
  return { x, y, width, height };
}

function edges(start: number, length: number, side: -1 | 0 | 1, by: number, whole: number): [number, number] {
  const least = Math.min(LEAST * whole, length);
  if (side === 0) return [start, length];
  if (side === 1) return [start, within(length + by, least, whole - start)];
  const moved = within(start + by, 0, start + length - least);
  return [moved, start + length - moved];
}

/** Where edges and centres may snap to: the frame's own lines and those of the boxes that stay. */
export function linesOf(others: readonly Box[], frame: Size): { x: number[]; y: number[] } {
  const margin = MARGIN * Math.min(frame.width, frame.height);
  const along = (whole: number, spans: [number, number][]) => [
    ...[0, margin, whole / 2, whole - margin, whole],
    ...spans.flatMap(([start, length]) => [start, start + length / 2, start + length]),
  ];
  return {
    x: along(
      frame.width,
      others.map((box) => [box.x, box.width]),
    ),
    y: along(
      frame.height,
      others.map((box) => [box.y, box.height]),
    ),
  };
}

interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

/**
 * The nearest way to go so that an edge (or, when all of it moves, its centre) stands on a line, where one is nearer
 * than `reach`. `handle` names the edges that move; null: all do.
 */
export function snapped(
  box: Box,
  handle: Handle | null,
  [dx, dy]: readonly [number, number],
  lines: { x: readonly number[]; y: readonly number[] },
  reach: number,
): Snapped {
  const x = nearest(pointsOf(box.x, box.width, handle?.x ?? null), dx, lines.x, reach);
  const y = nearest(pointsOf(box.y, box.height, handle?.y ?? null), dy, lines.y, reach);
  const guides: Guide[] = [];
  if (x.at !== null) guides.push({ axis: "x", at: x.at });
  if (y.at !== null) guides.push({ axis: "y", at: y.at });
  return { dx: x.by, dy: y.by, guides };
}

function pointsOf(start: number, length: number, side: -1 | 0 | 1 | null): number[] {
  if (side === null) return [start, start + length / 2, start + length];
  if (side === 0) return [];
  return [side === -1 ? start : start + length];
}

function nearest(points: readonly number[], by: number, lines: readonly number[], reach: number) {
  let found: { by: number; at: number | null } = { by, at: null };
  let distance = reach;
  for (const point of points)
    for (const line of lines) {
      const missing = Math.abs(point + by - line);
      if (missing < distance) {
        distance = missing;
        found = { by: line - point, at: line };
      }
    }
  return found;
}

const LENGTHS = { x: "width", y: "height" } as const;
/** Along which axis, and where between the beginning and the end of the room. */
const WAYS = {
  left: ["x", 0],
  centre: ["x", 0.5],
  right: ["x", 1],
  top: ["y", 0],
  middle: ["y", 0.5],
  bottom: ["y", 1],
} as const;
/** The box grown about its centre to `least` each way. */
export function graspable(box: Box, least: number): Box {
  const width = Math.max(box.width, least);
  const height = Math.max(box.height, least);
  return { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
}

export type Alignment = keyof typeof WAYS;
export const ALIGNMENTS = Object.keys(WAYS) as Alignment[];

/** One box is put to the frame's margins and centre, several to what stands around all of them. */
export function aligned(boxes: readonly Box[], how: Alignment, frame: Size): Box[] {
  const margin = MARGIN * Math.min(frame.width, frame.height);
  const room =
    boxes.length > 1
      ? around(boxes)
      : { x: margin, y: margin, width: frame.width - 2 * margin, height: frame.height - 2 * margin };
  const [axis, share] = WAYS[how];
  const length = LENGTHS[axis];
  return boxes.map((box) => ({ ...box, [axis]: room[axis] + (room[length] - box[length]) * share }));
}

/** The gaps between them, from the first to the last, become equal. The order of the answer is that of `boxes`. */
export function distributed(boxes: readonly Box[], axis: "x" | "y"): Box[] {
  const length = LENGTHS[axis];
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis]);
  const all = around(boxes);
  const gap = (all[length] - boxes.reduce((sum, box) => sum + box[length], 0)) / Math.max(1, boxes.length - 1);
  const places = new Map<Box, number>();
  let next = all[axis];
  for (const box of sorted) {
    places.set(box, next);
    next += box[length] + gap;
  }
  return boxes.map((box) => ({ ...box, [axis]: places.get(box) ?? box[axis] }));
}

/** Those that a rectangle drawn from one corner to another touches. */
export function touched<Named extends Box>(boxes: readonly Named[], drawn: Box): Named[] {
  return boxes.filter(
    (box) =>
      box.x < drawn.x + drawn.width &&
      box.x + box.width > drawn.x &&
      box.y < drawn.y + drawn.height &&
      box.y + box.height > drawn.y,
  );
}
