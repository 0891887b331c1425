/** How words are spoken everywhere in a course: see `commands.ts` for what a command is. */
import type { Command } from "./commands";
import type { Lexicon } from "./document";

export const NO_LEXICON: Lexicon = {};

const patterns = new Map<string, RegExp>();

/** Whether the server would find an entry in a text: as whole words, whatever their case and the blanks between them. */
function isIn(text: string, written: string): boolean {
  let pattern = patterns.get(written);
  if (pattern === undefined) {
    const words = written
      .trim()
      .split(/\s+/u)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
    pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join("\\s+")})(?![\\p{L}\\p{N}_])`, "iu");
    patterns.set(written, pattern);
  }
  return pattern.test(text);
}

/** The entries that have to do with a text. */
export function entriesIn(text: string, lexicon: Lexicon): Lexicon {
  const found = Object.entries(lexicon).filter(([written]) => written.trim() !== "" && isIn(text, written));
  return found.length === 0 ? NO_LEXICON : Object.fromEntries(found);
}

/** The entry of a word, whatever its case. */
export function entryOf(word: string, lexicon: Lexicon): string | null {
  const wanted = word.toLowerCase();
  return Object.keys(lexicon).find((written) => written.toLowerCase() === wanted) ?? null;
}

/** A word is spoken so everywhere; null: as it is written. */
export const respell =
  (word: string, said: string | null): Command =>
  (document) => {
    const written = entryOf(word, document.lexicon) ?? word;
    if ((document.lexicon[written] ?? null) === said) return document;
    const { [written]: _, ...others } = document.lexicon;
    return { ...document, lexicon: said === null ? others : { ...others, [written]: said } };
  };

/** What somebody else changed between two lexicons of the server, where nothing of ours is in its place. */
export const respellAsTheirs =
  (before: Lexicon, after: Lexicon): Command =>
  (document) => {
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (word) => before[word] !== after[word] && document.lexicon[word] === before[word],
    );
    if (changed.length === 0) return document;
    const lexicon = { ...document.lexicon };
    for (const word of changed) {
      const said = after[word];
      if (said === undefined) delete lexicon[word];
      else lexicon[word] = said;
    }
    return { ...document, lexicon };
  };
