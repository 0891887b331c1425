/** Pictures in scenes. */
import type { PictureSlot, ProjectDetails } from "../../../../api/types.gen";
import { type Command, onContent } from "./commands";
import type { Content, SceneId, Slide } from "./document";
import { newContent } from "./newScene";

/** The slide with this picture; null where its kind has no room for one. */
export function withPicture(slide: Slide, picture: PictureSlot): Slide | null {
  if (slide.kind === "picture" || slide.kind === "picture_text")
    return { ...slide, picture: { ...slide.picture, file: picture.file, alt: picture.alt ?? "" } };
  if (slide.kind === "bullets") return { ...slide, kind: "picture_text", picture };
  return null;
}

export const putPicture = (sceneId: SceneId, picture: PictureSlot): Command =>
  onContent(sceneId, (content) => {
    const slide = withPicture(content.slide, picture);
    return slide === null ? content : { ...content, slide };
  });

/** A new scene that shows a picture. */
export function pictureContent(picture: PictureSlot, title: string, language: ProjectDetails["language"]): Content {
  return { ...newContent("title", language), slide: { kind: "picture", title, picture } };
}
