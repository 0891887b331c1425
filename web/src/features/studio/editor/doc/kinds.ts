/** What kind of slide a scene shows, and in which look. */
import type { Line as ApiLine } from "../../../../api/types.gen";
import { byId, type Command, onContent } from "./commands";
import type { Content, SceneId, Slide } from "./document";
import { inOrder } from "./order";

export const KINDS = [
  ...(["title", "section", "bullets", "two_columns", "table"] as const),
  ...(["picture", "picture_text", "quote", "code", "closing"] as const),
];

/** The slide as one of another kind, with the steps that its lines have then. `lines` are in the scene's order. */
export const convertSlide = (sceneId: SceneId, slide: Slide, lines: readonly ApiLine[]): Command =>
  onContent(sceneId, (content) => {
    const now = inOrder(content.lines).map((line, place) => ({
      ...line,
      spoken: { ...line.spoken, step: lines[place]?.step ?? null },
    }));
    return { ...content, slide, lines: byId(now) };
  });

/** Null: the course's. */
export const changeLook = (sceneId: SceneId, look: Content["rest"]["look"]): Command =>
  onContent(sceneId, (content) =>
    content.rest.look === look ? content : { ...content, rest: { ...content.rest, look } },
  );
