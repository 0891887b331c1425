import { clock } from "../../../../lib/time";

/** 1:07.4 */
export function tenths(ms: number): string {
  return `${clock(ms)}.${Math.floor(Math.max(0, ms) / 100) % 10}`;
}
