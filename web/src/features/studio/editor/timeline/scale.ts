/** Between times and pixels. */
import type { Layout, PlacedScene } from "./timing";

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** So near, in pixels, what is dragged goes to where something begins. */
const SNAP_PX = 8;

export function snapped(ms: number, targets: readonly number[], zoom: number): number {
  let best = ms;
  let reach = (SNAP_PX * 1000) / zoom;
  for (const target of targets) {
    const distance = Math.abs(target - ms);
    if (distance < reach) [best, reach] = [target, distance];
  }
  return best;
}

/** Scenes of which something is within the span: only these are drawn. */
export function scenesWithin(layout: Layout, { fromMs, toMs }: Span): readonly (PlacedScene & { place: number })[] {
  const first = layout.scenes.findIndex((scene) => scene.startMs + scene.durationMs > fromMs);
  if (first < 0) return [];
  const found: (PlacedScene & { place: number })[] = [];
  for (let place = first; place < layout.scenes.length; place++) {
    const scene = layout.scenes[place];
    if (scene === undefined || scene.startMs > toMs) break;
    found.push({ ...scene, place });
  }
  return found;
}

const STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];
const MARK_PX = 88;

/** Between two marks of the ruler, in ms: so that their numbers have room. */
export function markStep(zoom: number): number {
  return STEPS.find((step) => (step * zoom) / 1000 >= MARK_PX) ?? 3_600_000;
}
