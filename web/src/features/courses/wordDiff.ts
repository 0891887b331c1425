/** Which words of a text went and which came: for people who compare two versions of a sentence. */
interface Run {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Longer texts are shown as one that went and one that came: comparing them would keep the page waiting. */
const MOST_WORDS = 600;

export function wordDiff(before: string, after: string): Run[] {
  const [old, fresh] = [words(before), words(after)];
  if (old.length > MOST_WORDS || fresh.length > MOST_WORDS) {
    return before === after
      ? joined([["same", after]])
      : joined([
          ["gone", before],
          ["new", after],
        ]);
  }
  const lengths = commonLengths(old, fresh);
  const runs: [Run["kind"], string][] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < fresh.length) {
    const [one = "", other = ""] = [old[a], fresh[b]];
    if (a < old.length && b < fresh.length && one.trim() === other.trim()) {
      runs.push(["same", other]);
      a += 1;
      b += 1;
    } else if (b >= fresh.length || (a < old.length && (lengths[a + 1]?.[b] ?? 0) >= (lengths[a]?.[b + 1] ?? 0))) {
      runs.push(["gone", one]);
      a += 1;
    } else {
      runs.push(["new", other]);
      b += 1;
    }
  }
  return joined(runs);
}

/** Words with the spaces after them. */
function words(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** At [a][b]: how many words `old` from a and `fresh` from b have in common, in order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => Array<number>(fresh.length + 1).fill(0));
  for (let a = old.length - 1; a >= 0; a -= 1) {
    const row = lengths[a];
    if (row === undefined) continue;
    for (let b = fresh.length - 1; b >= 0; b -= 1) {
      row[b] =
        old[a]?.trim() === fresh[b]?.trim()
          ? 1 + (lengths[a + 1]?.[b + 1] ?? 0)
          : Math.max(lengths[a + 1]?.[b] ?? 0, row[b + 1] ?? 0);
    }
  }
  return lengths;
}

function joined(runs: readonly [Run["kind"], string][]): Run[] {
  const found: Run[] = [];
  for (const [kind, text] of runs) {
    const last = found.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") found.push({ kind, text });
  }
  return found;
}
