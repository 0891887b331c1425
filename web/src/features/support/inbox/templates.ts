/** Templates as Meta keeps them: their places, and how they read once filled. */
import type { MessageTemplateDetails } from "../../../api/types.gen";

export const PARTS = ["header", "body", "buttons"] as const;
export type Part = (typeof PARTS)[number];
export type Filled = Readonly<Record<Part, readonly string[]>>;

interface Component {
  type?: string;
  text?: string;
  buttons?: { type?: string; text?: string; url?: string }[];
}

function componentsOf({ components }: MessageTemplateDetails): readonly Component[] {
  return components as Component[];
}

export function placesOf(template: MessageTemplateDetails): Readonly<Record<Part, number>> {
  return { header: template.header_places, body: template.body_places, buttons: template.button_places };
}

export function emptyOf(template: MessageTemplateDetails): Filled {
  const places = placesOf(template);
  const blank = (count: number) => Array<string>(count).fill("");
  return { header: blank(places.header), body: blank(places.body), buttons: blank(places.buttons) };
}

export function isFilled(filled: Filled): boolean {
  return PARTS.every((part) => filled[part].every((text) => text.trim() !== ""));
}

/** What the customer will read; a place that is not filled yet stays as it is written. */
export function preview(template: MessageTemplateDetails, filled: Filled): string {
  const texts: string[] = [];
  for (const { type = "", text = "" } of componentsOf(template)) {
    const kind = type.toLowerCase();
    if (text === "") continue;
    const values = kind === "header" ? filled.header : kind === "body" ? filled.body : [];
    let at = 0;
    texts.push(text.replace(/\{\{[^}]*\}\}/g, (place) => values[at++] || place));
  }
  return texts.join("\n\n");
}

export function buttonsOf(template: MessageTemplateDetails): string[] {
  return componentsOf(template).flatMap(({ buttons = [] }) => buttons.map(({ text = "" }) => text));
}
