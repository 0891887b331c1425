/**
 * A course as it is edited: plain values that are never changed in place. Scenes and lines have ids and order keys, no
 * places: two people who edit at once change different entries, and what one moves keeps what another writes into it.
 */
import type { Line as ApiLine, SceneContent, SceneDetails } from "../../../../api/types.gen";
import { initialKeys, inOrder } from "./order";

export type SceneId = string;
export type LineId = string;
export type Slide = SceneDetails["slide"];

export interface Line {
  readonly id: LineId;
  readonly order: string;
  readonly spoken: ApiLine;
}

export interface Content {
  readonly slide: Slide;
  readonly lines: Readonly<Record<LineId, Line>>;
  readonly chapter: string | null;
  /** What this editor does not change yet, kept as it came. */
  readonly rest: Pick<SceneDetails, "section_id" | "shows" | "transition" | "look">;
}

export interface Scene {
  /** Given here, not by the server: a scene has one before the server knows of it. */
  readonly id: SceneId;
  readonly order: string;
  /** The scene's key in the course; null until the server has chosen one. */
  readonly key: string | null;
  readonly content: Content;
}

/** Word or phrase as written, and how it is spoken everywhere in the course. */
export type Lexicon = Readonly<Record<string, string>>;

export interface Document {
  readonly title: string;
  readonly lexicon: Lexicon;
  readonly scenes: Readonly<Record<SceneId, Scene>>;
}

let lastId = 0;

/** An id that is unique in this page. */
export function newId(): string {
  lastId += 1;
  return `new-${lastId}`;
}

export function documentFrom(title: string, scenes: readonly SceneDetails[], lexicon: Lexicon = {}): Document {
  const keys = initialKeys(scenes.length);
  const inPlace = [...scenes].sort((a, b) => a.position - b.position);
  const entries = inPlace.map((details, at): [SceneId, Scene] => [details.id, sceneFrom(details, keys[at] ?? "")]);
  return { title, lexicon, scenes: Object.fromEntries(entries) };
}

export function sceneFrom(details: SceneDetails, order: string): Scene {
  const { id, key } = details;
  return { id, order, key, content: contentFrom(details) };
}

/**
 * What the server says about a scene. Lines have no ids there: one that says what a line of `known` says is that line,
 * so that a field somebody types into stays the same field.
 */
export function contentFrom(details: SceneDetails, known: Content | null = null): Content {
  const keys = initialKeys(details.lines.length);
  const old = known === null ? [] : inOrder(known.lines);
  const lines = details.lines.map((spoken, at): [LineId, Line] => {
    const same = old.findIndex((line) => line.spoken.text === spoken.text);
    const id = same < 0 ? newId() : (old.splice(same, 1)[0]?.id ?? newId());
    return [id, { id, order: keys[at] ?? "", spoken }];
  });
  const { slide, chapter, section_id, shows, transition, look } = details;
  return { slide, lines: Object.fromEntries(lines), chapter, rest: { section_id, shows, transition, look } };
}

/** What the server shall know of a scene. Lines that say nothing stay in the editor: the server takes none. */
export function toApi(content: Content): SceneContent {
  const lines = inOrder(content.lines).map((line) => line.spoken);
  const said = lines.filter((line) => line.text.trim() !== "");
  return { slide: content.slide, lines: said, chapter: content.chapter, ...content.rest };
}

// Asked for by many, many times for one document.
const ordered = new WeakMap<Document["scenes"], readonly Scene[]>();

export function scenesInOrder({ scenes }: Document): readonly Scene[] {
  const list = ordered.get(scenes) ?? inOrder(scenes);
  ordered.set(scenes, list);
  return list;
}

export function sceneTitle(scene: Scene): string {
  return scene.content.slide.title ?? "";
}

/** The document with a scene's content as the server has it; nothing where the scene is gone. */
export function withContent(document: Document, id: SceneId, content: Content): Document {
  const scene = document.scenes[id];
  return scene === undefined ? document : { ...document, scenes: { ...document.scenes, [id]: { ...scene, content } } };
}
