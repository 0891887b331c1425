import { expect, test } from "vitest";
import type { Outline } from "../../api/types.gen";
import { findings, gaps } from "./found";

const OUTLINE: Outline = {
  source: { name: "a.pptx", kind: "pptx", sha256: "", pages: 2, skipped_slides: 1 },
  title: "A",
  language: "pt-BR",
  sections: [
    {
      id: "1",
      title: "Começo",
      place: { page: 1 },
      notes: { id: "n", text: "Diga  bom\ndia" },
      blocks: [
        { kind: "paragraph", id: "p", place: {}, text: "duas palavras" },
        { kind: "picture", id: "i", place: {}, file: "i.png", width: 1, height: 1 },
      ],
    },
    {
      id: "2",
      title: null,
      place: { page: 2 },
      blocks: [{ kind: "table", id: "t", place: {}, rows: [["x"]] }],
    },
  ],
};

test("a document's parts are counted", () => {
  expect(findings(OUTLINE)).toEqual({
    pages: 2,
    skippedSlides: 1,
    headings: [{ id: "1", title: "Começo", level: 1, page: 1 }],
    texts: 1,
    pictures: 1,
    tables: 1,
    notes: 1,
    words: 5,
    withoutNotes: 1,
  });
});

test("what is left out is told once for each reason, with its pages", () => {
  const picture = { en: "picture", pt: "imagem" };
  const found = gaps([
    { ...picture, place: { page: 3 } },
    { en: "film", pt: "filme", place: {} },
    { ...picture, place: { page: 3 } },
    { ...picture, place: { page: 5 } },
  ]);
  expect(found).toEqual([
    { ...picture, count: 3, pages: [3, 5] },
    { en: "film", pt: "filme", count: 1, pages: [] },
  ]);
});
