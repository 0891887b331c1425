/** Where elements of a slide stand that a person has put elsewhere than the template would. */
import type { ProjectDetails } from "../../../../api/types.gen";
import { type Command, onContent } from "./commands";
import type { SceneId, Slide } from "./document";

/** Shares of the frame, from 0 to 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place chosen in one shape of video means nothing in another: by shape, then by element. */
type Places = Readonly<Record<string, Readonly<Record<string, Place>>>>;

/** Sizes of one shape keep their places together. */
export function shapeOf(size: ProjectDetails["size"]): string {
  return size === "vertical" ? "tall" : size === "square" ? "square" : "wide";
}

export const placesOf = (slide: Slide): Places => slide.places ?? {};

/** Put elements to places, or (null) back to where the template has them. */
export const placeElements = (
  sceneId: SceneId,
  shape: string,
  changes: Readonly<Record<string, Place | null>>,
): Command =>
  onContent(sceneId, (content) => {
    const all = placesOf(content.slide);
    const before = all[shape] ?? {};
    const after = Object.fromEntries(
      Object.entries({ ...before, ...changes }).filter((entry): entry is [string, Place] => entry[1] !== null),
    );
    if (JSON.stringify(after) === JSON.stringify(before)) return content;
    const { [shape]: _, ...others } = all;
    const places = Object.keys(after).length === 0 ? others : { ...others, [shape]: after };
    return { ...content, slide: { ...content.slide, places } as Slide };
  });
