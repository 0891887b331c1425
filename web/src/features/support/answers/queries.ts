/** What the page of synonyms asks of the server. */
import { ask, changeSynonym, createSynonym, deleteSynonym, listSynonyms } from "../../../api/sdk.gen";
import type { SynonymDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

/** As many as the server takes in one group, and letters in one phrase. */
export const MOST_PHRASES = 50;
export const LONGEST_PHRASE = 100;

export const synonymsQuery = pagesQuery<SynonymDetails>(["synonyms"], (cursor, signal) =>
  listSynonyms({ query: { cursor, limit: 50 }, signal, throwOnError: true }),
);

const of = (group: SynonymDetails) => ({
  path: { synonym_id: group.id },
  headers: { "If-Match": `"${group.version}"` },
  throwOnError: true as const,
});

/** A new group, or another wording of one that there is. */
export const keep = (group: SynonymDetails | null, phrases: string[]) =>
  group === null
    ? createSynonym({ body: { phrases }, throwOnError: true })
    : changeSynonym({ ...of(group), body: { phrases } });
export const remove = (group: SynonymDetails) => deleteSynonym(of(group));
export const askDocuments = async (question: string) => (await ask({ body: { question }, throwOnError: true })).data;

/** What stands in the field, a phrase a line: each once, without empty ones. */
export function phrasesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  const known = new Set<string>();
  return lines.filter((line) => {
    const plain = line.toLocaleLowerCase();
    if (line === "" || known.has(plain)) return false;
    known.add(plain);
    return true;
  });
}
