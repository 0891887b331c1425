/** The texts of a slide by their paths, as the boxes on the picture name them: `title`, `items.0.text`, `rows.1.0`. */
import type { Slide } from "../doc/document";

type Node = { readonly [key: string]: unknown } | readonly unknown[];

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Null where the slide has no such text. */
export function textAt(slide: Slide, path: string): string | null {
  let found: unknown = slide;
  for (const step of path.split(".")) found = isNode(found) ? (found as Record<string, unknown>)[step] : undefined;
  return typeof found === "string" ? found : null;
}

/** The slide with another text there; the same slide where it has no such text, or has this one. */
export function withTextAt(slide: Slide, path: string, text: string): Slide {
  const now = textAt(slide, path);
  return now === null || now === text ? slide : (replaced(slide, path.split("."), text) as Slide);
}

function replaced(node: unknown, [step, ...deeper]: string[], text: string): unknown {
  if (step === undefined || !isNode(node)) return text;
  if (Array.isArray(node)) return node.map((one, at) => (String(at) === step ? replaced(one, deeper, text) : one));
  return { ...node, [step]: replaced((node as Record<string, unknown>)[step], deeper, text) };
}

/** Texts that may have several lines. */
export function hasLines(path: string): boolean {
  return path === "code" || path === "text";
}
