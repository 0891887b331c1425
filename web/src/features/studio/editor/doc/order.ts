/** Keys that order things: between two keys there is always room for another, so nothing else has to be renumbered. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;

/**
 * A key that sorts after `before` and before `after`; null stands for the beginning or the end. No key ends in the
 * lowest digit, since nothing would fit before it.
 */
export function keyBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) throw new Error(`no room between ${before} and ${after}`);
  let key = "";
  let upper = after;
  for (let at = 0; ; at++) {
    const low = digit(before, at, 0);
    const high = upper === null ? BASE : digit(upper, at, 0);
    if (high - low > 1) return key + DIGITS[(low + high) >> 1];
    key += DIGITS[low];
    if (high > low) upper = null;
  }
}

/** `count` keys in order, evenly spread and short. */
export function initialKeys(count: number): string[] {
  let width = 2;
  while (BASE ** width < (count + 1) * 4) width++;
  const step = Math.floor(BASE ** width / (count + 1));
  return Array.from({ length: count }, (_, at) => `${written((at + 1) * step, width)}V`);
}

/** By order key; two people may have chosen the same one, then the ids decide. */
export function inOrder<Thing extends { id: string; order: string }>(things: Record<string, Thing>): Thing[] {
  return Object.values(things).sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id));
}

/** The key for what shall stand right after the thing at `place` of `list`; -1 stands for the beginning. */
export function keyAfter(list: readonly { order: string }[], place: number): string {
  const before = list[place]?.order ?? null;
  // Things with the same key as the one before stand between it and the next place where there is room.
  const after = list.slice(place + 1).find((thing) => before === null || thing.order > before);
  return keyBetween(before, after?.order ?? null);
}

function digit(key: string | null, at: number, missing: number): number {
  return key !== null && at < key.length ? DIGITS.indexOf(key.charAt(at)) : missing;
}

function written(number: number, width: number): string {
  let rest = number;
  let text = "";
  for (let at = 0; at < width; at++) {
    text = DIGITS[rest % BASE] + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
