/** What is done to elements of the selected scene, by pointer, keys or fields alike. */
import type { ElementBox, SlideBoxes } from "../../../../api/types.gen";
import { changeSlide } from "../doc/commands";
import { type Place, placeElements, shapeOf } from "../doc/places";
import type { Editor } from "../store";
import type { Box, Size } from "./geometry";
import { textAt, withTextAt } from "./texts";

/** `group` names steps of one movement, e.g. of a key that is held: they are undone together. */
export function put(
  editor: Editor,
  frame: SlideBoxes,
  boxes: readonly (Box & { element: string })[],
  group: string | null = null,
): void {
  const { selected, project } = editor.store.getState();
  const places = boxes.map(({ element, ...box }): [string, Place] => [element, placeOf(box, frame)]);
  editor.run(
    placeElements(selected, shapeOf(project.size), Object.fromEntries(places)),
    group && `${selected} ${group}`,
  );
  // A movement has ended: its picture is wanted at once.
  if (group === null) void editor.saver.flush();
}

/** Finer than anybody sees, and short in the file; it ends within the frame. */
function placeOf(box: Box, frame: Size): Place {
  const share = (pixels: number, whole: number) =>
    Math.round(Math.min(Math.max(pixels / whole, 0), 1) * 10_000) / 10_000;
  const [x, y] = [share(box.x, frame.width), share(box.y, frame.height)];
  const [width, height] = [share(box.width, frame.width), share(box.height, frame.height)];
  return { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) };
}

export function putBack(editor: Editor, elements: readonly string[]): void {
  const none = Object.fromEntries(elements.map((element) => [element, null]));
  const { selected, project } = editor.store.getState();
  editor.run(placeElements(selected, shapeOf(project.size), none));
}

export function writeText(editor: Editor, path: string, text: string): void {
  const { selected, document } = editor.store.getState();
  const slide = document.scenes[selected]?.content.slide;
  if (slide !== undefined) editor.run(changeSlide(selected, withTextAt(slide, path, text)));
}

/** Take the words of elements away that are one text; lists, pictures and tables stay. Whether anything was. */
export function clear(editor: Editor, boxes: readonly ElementBox[]): boolean {
  const { selected, document } = editor.store.getState();
  const slide = document.scenes[selected]?.content.slide;
  if (slide === undefined) return false;
  const paths = boxes.map(({ element }) => element).filter((element) => textAt(slide, element) !== null);
  const after = paths.reduce((now, path) => withTextAt(now, path, ""), slide);
  editor.run(changeSlide(selected, after));
  return after !== slide;
}
