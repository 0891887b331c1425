/** What the pages of pronunciation ask of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  changeLexicon,
  createLexicon,
  deleteLexicon,
  getLexicon,
  importEntries,
  listLexicons,
} from "../../api/sdk.gen";
import type { LexiconChange, LexiconDetails, LexiconSummary } from "../../api/types.gen";
import { pagesQuery } from "../../lib/pages";

export type Language = LexiconDetails["language"];
export const LANGUAGES = ["pt-BR", "en-US"] as const;

export const lexiconsQuery = pagesQuery<LexiconSummary>(["lexicons", "list"], (cursor, signal) =>
  listLexicons({ query: { cursor, limit: 50 }, signal, throwOnError: true }),
);

export const lexiconQuery = (id: string) =>
  queryOptions<LexiconDetails>({
    queryKey: ["lexicons", "one", id],
    queryFn: async ({ signal }) => (await getLexicon({ path: { lexicon_id: id }, signal, throwOnError: true })).data,
  });

const of = (lexicon: LexiconDetails) => ({
  path: { lexicon_id: lexicon.id },
  headers: { "If-Match": `"${lexicon.version}"` },
  throwOnError: true as const,
});

export const create = (name: string, language: Language) =>
  createLexicon({ body: { name, language }, throwOnError: true });
export const change = (lexicon: LexiconDetails, body: LexiconChange) => changeLexicon({ ...of(lexicon), body });
export const remove = (lexicon: LexiconDetails, force: boolean) => deleteLexicon({ ...of(lexicon), query: { force } });
export const bringIn = (lexicon: LexiconDetails, file: File) =>
  importEntries({ ...of(lexicon), body: { file }, query: { replace: false } });
export const exportUrl = (lexicon: LexiconDetails, format: "yaml" | "csv" | "pls") =>
  `/api/v1/lexicons/${lexicon.id}/export?format=${format}`;
