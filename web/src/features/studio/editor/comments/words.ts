/** Words of a line as the server counts them: by white space, from 0. */

export interface Words {
  readonly line: number;
  readonly word_start: number;
  readonly word_end: number;
  readonly quote: string;
}

/** The words that a selection of characters touches; null where it touches none. */
export function wordsBetween(text: string, line: number, start: number, end: number): Words | null {
  const spans = [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length] as const);
  const first = spans.findIndex(([, stop]) => stop > start);
  const last = spans.findLastIndex(([begin]) => begin < end);
  const [from] = spans[first] ?? [];
  const [, to] = spans[last] ?? [];
  if (from === undefined || to === undefined || last < first || start === end) return null;
  return { line, word_start: first, word_end: last + 1, quote: text.slice(from, to) };
}
