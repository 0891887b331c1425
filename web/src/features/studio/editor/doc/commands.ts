/**
 * What a person can do to a course: functions from a document to the document after it. One that has nothing to do, or
 * whose scene is gone or not here yet, gives the same document.
 */
import type { Line as ApiLine } from "../../../../api/types.gen";
import {
  type Content,
  type Document,
  type Line,
  type LineId,
  newId,
  type Scene,
  type SceneId,
  type Slide,
  scenesInOrder,
} from "./document";
import { carried } from "./marks";
import { inOrder, keyAfter } from "./order";

export type Command = (document: Document) => Document;
export type Direction = -1 | 1;

export const renameCourse =
  (title: string): Command =>
  (document) =>
    title === document.title ? document : { ...document, title };

/** Whoever changes a sentence is its author. Words that stay are said as before; a caption of the old one would be wrong. */
export const changeLineText = (sceneId: SceneId, lineId: LineId, text: string): Command =>
  onLines(sceneId, (lines) => {
    const line = lines[lineId];
    if (line === undefined || line.spoken.text === text) return lines;
    const spoken: ApiLine = {
      ...line.spoken,
      text,
      say: carried(line.spoken.text, line.spoken.say, text),
      caption: null,
      origin: "author",
    };
    return { ...lines, [lineId]: { ...line, spoken } };
  });

/** An empty line after `after`, or as the first one. It shows what the line before it shows. */
export const addLine = (sceneId: SceneId, after: LineId | null, id: LineId = newId()): Command =>
  onLines(sceneId, (lines) => {
    const list = inOrder(lines);
    const place = list.findIndex((line) => line.id === after);
    const step = list[place]?.spoken.step ?? null;
    return { ...lines, [id]: { id, order: keyAfter(list, place), spoken: { text: "", step, origin: "author" } } };
  });

/** A scene says something: its last line stays. */
export const removeLine = (sceneId: SceneId, lineId: LineId): Command =>
  onLines(sceneId, (lines) =>
    lines[lineId] === undefined || Object.keys(lines).length === 1 ? lines : without(lines, lineId),
  );

export const moveLine = (sceneId: SceneId, lineId: LineId, direction: Direction): Command =>
  onLines(sceneId, (lines) => {
    const order = movedKey(inOrder(lines), lineId, direction);
    const line = lines[lineId];
    return order === null || line === undefined ? lines : { ...lines, [lineId]: { ...line, order } };
  });

export const changeSlide = (sceneId: SceneId, slide: Slide): Command =>
  onContent(sceneId, (content) => (content.slide === slide ? content : { ...content, slide }));

export const changeChapter = (sceneId: SceneId, chapter: string | null): Command =>
  onContent(sceneId, (content) => (content.chapter === chapter ? content : { ...content, chapter }));

/** A course shows something: its last scene stays. Only a scene whose content is here can be brought back. */
export const deleteScene =
  (id: SceneId): Command =>
  (document) => {
    if (document.scenes[id] === undefined || Object.keys(document.scenes).length === 1) return document;
    return { ...document, scenes: without(document.scenes, id) };
  };

/** The lines from `lineId` on become a scene of their own that shows the same. The first line cannot be that one. */
export const splitScene =
  (id: SceneId, lineId: LineId, newSceneId: SceneId = newId()): Command =>
  (document) => {
    const scene = document.scenes[id];
    if (scene === undefined) return document;
    const lines = inOrder(scene.content.lines);
    const place = lines.findIndex((line) => line.id === lineId);
    if (place < 1) return document;
    const { rest } = scene.content;
    const first: Content = {
      ...scene.content,
      lines: byId(lines.slice(0, place)),
      rest: { ...rest, transition: null },
    };
    const second: Content = { ...scene.content, lines: byId(lines.slice(place)), chapter: null };
    const order = orderAfter(document, id);
    const added = withScene(document, { ...scene, id: newSceneId, key: null, order, content: second });
    return withScene(added, { ...scene, content: first });
  };

/** The scene says what the next one says too, and goes on showing what it shows; the next one goes. */
export const mergeWithNext =
  (id: SceneId): Command =>
  (document) => {
    const list = scenesInOrder(document);
    const scene = document.scenes[id];
    const next = list[list.findIndex((other) => other.id === id) + 1];
    if (scene === undefined || next === undefined || next.id === id) return document;
    const isSame = JSON.stringify(scene.content.slide) === JSON.stringify(next.content.slide);
    const lines = inOrder(scene.content.lines);
    for (const line of inOrder(next.content.lines)) {
      // A step of the other slide means nothing on this one.
      const spoken = isSame ? line.spoken : { ...line.spoken, step: null };
      lines.push({ ...line, spoken, order: keyAfter(lines, lines.length - 1) });
    }
    const shows = isSame
      ? [...new Set([...scene.content.rest.shows, ...next.content.rest.shows])]
      : scene.content.rest.shows;
    const rest = { ...scene.content.rest, shows, transition: next.content.rest.transition };
    const merged = withScene(document, { ...scene, content: { ...scene.content, lines: byId(lines), rest } });
    return { ...merged, scenes: without(merged.scenes, next.id) };
  };

/** Put in order what only the server knew of: a scene that somebody else added. */
export const addScene =
  (scene: Scene, after: SceneId | null): Command =>
  (document) =>
    withScene(document, { ...scene, order: orderAfter(document, after) });

export function onContent(id: SceneId, change: (content: Content) => Content): Command {
  return (document) => {
    const scene = document.scenes[id];
    if (scene === undefined) return document;
    const content = change(scene.content);
    return content === scene.content ? document : withScene(document, { ...scene, content });
  };
}

export function onLines(id: SceneId, change: (lines: Content["lines"]) => Content["lines"]): Command {
  return onContent(id, (content) => {
    const lines = change(content.lines);
    return lines === content.lines ? content : { ...content, lines };
  });
}

export function withScene(document: Document, scene: Scene): Document {
  return { ...document, scenes: { ...document.scenes, [scene.id]: scene } };
}

export function orderAfter(document: Document, id: SceneId | null): string {
  const list = scenesInOrder(document);
  return keyAfter(
    list,
    list.findIndex((scene) => scene.id === id),
  );
}

/** The key that puts a thing one place on; null where there is no such place. */
function movedKey(list: readonly { id: string; order: string }[], id: string, direction: Direction): string | null {
  const place = list.findIndex((thing) => thing.id === id);
  const target = place + direction;
  if (place < 0 || target < 0 || target >= list.length) return null;
  const others = list.filter((thing) => thing.id !== id);
  return keyAfter(others, target - 1);
}

export function byId(lines: readonly Line[]): Record<LineId, Line> {
  return Object.fromEntries(lines.map((line) => [line.id, line]));
}

export function without<Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> {
  const { [id]: _, ...others } = record;
  return others;
}
