/** A scene of a kind with words to write over, in the course's language: the server takes no empty slide. */
import type { Column, ProjectDetails } from "../../../../api/types.gen";
import type { Content, Slide } from "./document";
import { newId } from "./document";
import { initialKeys } from "./order";

/** Kinds that can be begun without anything at hand; those with a picture need one first. */
export const NEW_KINDS = ["bullets", "title", "section", "two_columns", "table", "quote", "code", "closing"] as const;
export type NewKind = (typeof NEW_KINDS)[number];

export function isNewKind(kind: Slide["kind"]): kind is NewKind {
  return (NEW_KINDS as readonly string[]).includes(kind);
}

const WORDS = {
  "pt-BR": {
    title: "Novo título",
    line: "Escreva aqui o que será dito nesta cena.",
    item: "Novo tópico",
    column: "Coluna",
    quote: "Escreva a citação aqui.",
  },
  "en-US": {
    title: "New title",
    line: "Write here what this scene will say.",
    item: "New point",
    column: "Column",
    quote: "Write the quotation here.",
  },
} as const;

export function newContent(kind: NewKind, language: ProjectDetails["language"]): Content {
  const words = WORDS[language];
  const id = newId();
  const line = { id, order: initialKeys(1)[0] ?? "", spoken: { text: words.line, origin: "author" as const } };
  const rest = { section_id: null, shows: [], transition: null, look: null };
  return { slide: newSlide(kind, words), lines: { [id]: line }, chapter: null, rest };
}

function newSlide(kind: NewKind, words: (typeof WORDS)[keyof typeof WORDS]): Slide {
  const { title } = words;
  const items = [{ text: words.item }];
  const column = (number: number): Column => ({ heading: `${words.column} ${number}`, items });
  switch (kind) {
    case "title":
    case "section":
    case "closing":
      return { kind, title };
    case "bullets":
      return { kind, title, items };
    case "two_columns":
      return { kind, title, left: column(1), right: column(2) };
    case "table":
      return { kind, title, header: [`${words.column} 1`, `${words.column} 2`], rows: [[words.item, words.item]] };
    case "quote":
      return { kind, title: "", text: words.quote };
    case "code":
      return { kind, title, code: 'print("…")', language: "python" };
  }
}
