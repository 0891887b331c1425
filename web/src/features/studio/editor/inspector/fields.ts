/** Which texts of a slide can be edited, by its kind. */
import type { Item } from "../../../../api/types.gen";
import type { Slide } from "../doc/document";

type TextName = "kicker" | "title" | "subtitle" | "number" | "text" | "attribution" | "code" | "caption";
type ListName = "items" | "left" | "right";

const TEXTS: Record<Slide["kind"], readonly TextName[]> = {
  title: ["kicker", "title", "subtitle"],
  bullets: ["title"],
  picture: ["title"],
  picture_text: ["title"],
  two_columns: ["title", "caption"],
  table: ["title", "caption"],
  code: ["title", "code", "caption"],
  quote: ["title", "text", "attribution"],
  section: ["number", "title", "subtitle"],
  closing: ["title", "subtitle"],
};
export const LONG_TEXTS: ReadonlySet<TextName> = new Set(["text", "code"]);

export function textsOf(slide: Slide): [TextName, string][] {
  const values = slide as unknown as Partial<Record<TextName, string>>;
  return TEXTS[slide.kind].map((name) => [name, values[name] ?? ""]);
}

export function withText(slide: Slide, name: TextName, text: string): Slide {
  return { ...slide, [name]: text };
}

/** The lists of a slide with their headings, where its kind has any. */
export function listsOf(slide: Slide): { name: ListName; heading: string | null; items: readonly Item[] }[] {
  if (slide.kind === "two_columns")
    return (["left", "right"] as const).map((name) => {
      const { heading = "", items } = slide[name];
      return { name, heading, items };
    });
  if (slide.kind === "bullets" || slide.kind === "picture_text" || slide.kind === "closing")
    return [{ name: "items", heading: null, items: slide.items ?? [] }];
  return [];
}

export function withItems(slide: Slide, name: ListName, items: Item[]): Slide {
  if (slide.kind === "two_columns") return name === "items" ? slide : { ...slide, [name]: { ...slide[name], items } };
  return "items" in slide || slide.kind === "closing" ? ({ ...slide, items } as Slide) : slide;
}

export function withHeading(slide: Slide, name: ListName, heading: string): Slide {
  return slide.kind === "two_columns" && name !== "items" ? { ...slide, [name]: { ...slide[name], heading } } : slide;
}
