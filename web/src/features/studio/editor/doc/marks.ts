/**
 * How a sentence is said otherwise than it is written: words that are respelt, and rests between words. The server keeps
 * one text that is said (`say`), with rests marked as `(pause: 0.5)`; here it is taken apart by the words that both have.
 */
export interface Respelling {
  /** [start, end) in the text. */
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

export interface Rest {
  /** Before the word that starts there. */
  readonly at: number;
  readonly ms: number;
}

export interface Marks {
  readonly respellings: readonly Respelling[];
  readonly rests: readonly Rest[];
}

const REST = /\(\s*pause\s*:\s*(\d{1,2}(?:[.,]\d{1,3})?)\s*s?\s*\)/giu;
const NONE: Marks = { respellings: [], rests: [] };

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\S+/gu)].map((found) => ({
    ...{ start: found.index, end: found.index + found[0].length, text: found[0] },
  }));
}

export function marksOf(text: string, say: string | null | undefined): Marks {
  if (say == null) return NONE;
  const words = wordsOf(text);
  const rests: Rest[] = [];
  const before: number[] = [];
  const parts: string[] = [];
  let position = 0;
  for (const found of say.matchAll(REST)) {
    parts.push(say.slice(position, found.index));
    before.push(wordsOf(parts.join(" ")).length);
    rests.push({ at: 0, ms: Math.round(Number((found[1] ?? "0").replace(",", ".")) * 1000) });
    position = found.index + found[0].length;
  }
  const said = wordsOf([...parts, say.slice(position)].join(" "));
  const respellings: Respelling[] = [];
  /** Of each word that is said: the word of the text that is said from there on. */
  const written: number[] = [];
  for (const [from, to, first, last] of gaps(words, said)) {
    while (written.length < first) written.push(from - (first - written.length));
    if (from === to) {
      // Words that are only said belong to the one before, or after where there is none.
      const host = words[from - 1] ?? words[from];
      const more = said.slice(first, last).map((word) => word.text);
      if (host !== undefined)
        respellings.push({ ...host, said: (from > 0 ? [host.text, ...more] : [...more, host.text]).join(" ") });
    } else respellings.push(trimmed(text, words[from], words[to - 1], said.slice(first, last)));
    while (written.length < last) written.push(written.length === first ? from : to);
  }
  while (written.length < said.length) written.push(words.length - (said.length - written.length));
  return {
    respellings: respellings.map(({ start, end, said: spoken }) => ({ start, end, said: spoken })),
    rests: rests.flatMap(({ ms }, at) => {
      const word = words[written[before[at] ?? 0] ?? words.length];
      return word === undefined || word.start === words[0]?.start ? [] : [{ at: word.start, ms }];
    }),
  };
}

/** Signs around a word that are said as written are no part of how it is respelt. */
function trimmed(text: string, first: Word | undefined, last: Word | undefined, said: readonly Word[]): Respelling {
  let [start, end] = [first?.start ?? 0, last?.end ?? 0];
  let spoken = said.map((word) => word.text).join(" ");
  const isSign = (sign: string | undefined) => sign !== undefined && /[\p{P}\p{S}]/u.test(sign);
  while (end - start > 1 && spoken.length > 1 && isSign(text[end - 1]) && text[end - 1] === spoken.at(-1)) {
    end -= 1;
    spoken = spoken.slice(0, -1);
  }
  while (end - start > 1 && spoken.length > 1 && isSign(text[start]) && text[start] === spoken[0]) {
    start += 1;
    spoken = spoken.slice(1);
  }
  return { start, end, said: spoken };
}

/** Where the two differ, by the longest row of words that both have: [from, to) of `a` against [first, last) of `b`. */
function gaps(a: readonly Word[], b: readonly Word[]): [number, number, number, number][] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i]?.text === b[j]?.text ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: [number, number, number, number][] = [];
  let [i, j, from, first] = [0, 0, 0, 0];
  const close = () => {
    if (i > from || j > first) found.push([from, i, first, j]);
  };
  while (i < a.length && j < b.length) {
    if (a[i]?.text === b[j]?.text) {
      close();
      i += 1;
      j += 1;
      [from, first] = [i, j];
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  [i, j] = [a.length, b.length];
  close();
  return found;
}

/** What is to be said; null where it is what is written. */
export function sayOf(text: string, { respellings, rests }: Marks): string | null {
  if (respellings.length === 0 && rests.length === 0) return null;
  const pieces = [
    ...respellings.map(({ start, end, said }) => ({ start, end, said })),
    ...rests.map(({ at, ms }) => ({ start: at, end: at, said: `(pause: ${ms / 1000}) ` })),
  ].sort((one, other) => one.start - other.start || one.end - other.end);
  let said = "";
  let position = 0;
  for (const piece of pieces) {
    if (piece.start < position) continue;
    said += text.slice(position, piece.start) + piece.said;
    position = piece.end;
  }
  return said + text.slice(position);
}

/** What is said of a line, without the marks of its rests, and how long these are. */
export function saidOf({ text, say }: { text: string; say?: string | null }): { text: string; restMs: number } {
  if (say == null) return { text, restMs: 0 };
  let restMs = 0;
  const said = say.replace(REST, (_, seconds: string) => {
    restMs += Number(seconds.replace(",", ".")) * 1000;
    return "";
  });
  return { text: said, restMs };
}

const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** What is said of a text that was changed: marks of words that were not touched stay with them. */
export function carried(before: string, say: string | null | undefined, after: string): string | null {
  const { respellings, rests } = marksOf(before, say);
  if (respellings.length === 0 && rests.length === 0) return null;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const by = after.length - before.length;
  const last = before.length - tail;
  const moved = (at: number) => (at >= last ? at + by : at);
  return sayOf(after, {
    respellings: respellings.flatMap(({ start, end, said }) => {
      const isTouched = start < last && end > head && !(start >= last || end <= head);
      const [from, to] = end <= head ? [start, end] : [moved(start), moved(end)];
      // What is written right beside a word makes it another one.
      const isLonger =
        (isLetter(after[from - 1]) && isLetter(after[from])) || (isLetter(after[to - 1]) && isLetter(after[to]));
      return isTouched || isLonger ? [] : [{ start: from, end: to, said }];
    }),
    rests: rests.flatMap(({ at, ms }) => {
      const now = at <= head ? at : at >= last ? at + by : null;
      const word = now === null ? undefined : wordsOf(after).find(({ start }) => start >= now);
      return word === undefined || word.start === 0 ? [] : [{ at: word.start, ms }];
    }),
  });
}

/** The words that are chosen, or the one that the cursor is in or beside; without the signs around them. */
export function wordsAt(text: string, from: number, to: number): { start: number; end: number } | null {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const touched = [...text.matchAll(/[\p{L}\p{N}](?:[^\s]*[\p{L}\p{N}])?/gu)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length }))
    .filter(({ start, end }) => (low === high ? start <= low && end >= low : start < high && end > low));
  const [first] = touched;
  const last = touched.at(-1);
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

/** The rest of a place, which is before the word that starts at or after it; null at the ends of a text. */
export function restPlace(text: string, at: number): number | null {
  const word = wordsOf(text).find(({ start }) => start >= at);
  return word === undefined || word.start === 0 ? null : word.start;
}
