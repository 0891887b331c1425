import type { SceneId } from "../doc/document";

export interface Peaks {
  readonly perSecond: number;
  /** From 0 to 255. */
  readonly values: readonly number[];
}

export function usePeaks(_scene: SceneId): Peaks | null {
  return null;
}
