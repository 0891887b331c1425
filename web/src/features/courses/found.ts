/** What was found in a document, counted for the person who sent it. */
import type { LeftOut, Outline } from "../../api/types.gen";

interface Found {
  pages: number | null;
  skippedSlides: number;
  headings: { id: string; title: string; level: number; page: number | null }[];
  texts: number;
  pictures: number;
  tables: number;
  notes: number;
  words: number;
  /** Sections that nothing is said about in their notes. */
  withoutNotes: number;
}

/** What is left out for one reason, with the pages where that is. */
interface Gap {
  en: string;
  pt: string;
  count: number;
  pages: number[];
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).length;

export function findings(outline: Outline): Found {
  const found: Found = {
    pages: outline.source.pages ?? null,
    skippedSlides: outline.source.skipped_slides ?? 0,
    headings: [],
    texts: 0,
    pictures: 0,
    tables: 0,
    notes: 0,
    words: 0,
    withoutNotes: 0,
  };
  for (const section of outline.sections) {
    const page = section.place.page ?? null;
    if (section.title) {
      found.headings.push({ id: section.id, title: section.title, level: section.level ?? 1, page });
    }
    if (section.notes) {
      found.notes += 1;
      found.words += wordsOf(section.notes.text);
    } else found.withoutNotes += 1;
    for (const block of section.blocks ?? []) {
      if (block.kind === "picture") found.pictures += 1;
      else if (block.kind === "table") found.tables += 1;
      else {
        found.texts += 1;
        found.words += wordsOf(block.text);
      }
    }
  }
  return found;
}

export function gaps(leftOut: readonly LeftOut[]): Gap[] {
  const byReason = new Map<string, Gap>();
  for (const { en, pt, place } of leftOut) {
    const gap = byReason.get(en) ?? { en, pt, count: 0, pages: [] };
    gap.count += 1;
    if (place.page && !gap.pages.includes(place.page)) gap.pages.push(place.page);
    byReason.set(en, gap);
  }
  return [...byReason.values()];
}
