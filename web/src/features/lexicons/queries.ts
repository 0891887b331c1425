/** What the pages of pronunciation ask of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  changeLexicon,
  createLexicon,
  deleteLexicon,
  getLexicon,
  importEntries,
  listLexicons,
  previewSpeech,
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

/** Play how a respelling sounds. */
export async function listen(text: string, say: string, language: Language): Promise<void> {
  const { data } = await previewSpeech({ body: { line: { text, say }, language }, throwOnError: true });
  const bytes = Uint8Array.from(atob(data.audio), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: data.media_type ?? "audio/wav" }));
  const audio = new Audio(url);
  audio.onended = () => URL.revokeObjectURL(url);
  await audio.play();
}
