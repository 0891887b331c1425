/** What a person can do to several scenes at once, and within a scene to its times. See `commands.ts`. */
import type { Line as ApiLine } from "../../../../api/types.gen";
import { byId, type Command, onLines, orderAfter, without, withScene } from "./commands";
import { type Content, type LineId, newId, type Scene, type SceneId, scenesInOrder } from "./document";
import { carried } from "./marks";
import { initialKeys, inOrder, keyAfter } from "./order";

/** The scenes of `ids` stand one after another, `to` scenes of the others before them. */
export const moveScenes =
  (ids: ReadonlySet<SceneId>, to: number): Command =>
  (document) => {
    const list = scenesInOrder(document);
    const moving = list.filter((scene) => ids.has(scene.id));
    const others = list.filter((scene) => !ids.has(scene.id));
    const wanted = [...others.slice(0, to), ...moving, ...others.slice(to)];
    if (moving.length === 0 || wanted.every((scene, place) => scene === list[place])) return document;
    const placed: Scene[] = others.slice(0, to);
    const rest = others.slice(to);
    const scenes = { ...document.scenes };
    for (const scene of moving) {
      const moved = { ...scene, order: keyAfter([...placed, ...rest], placed.length - 1) };
      placed.push(moved);
      scenes[scene.id] = moved;
    }
    return { ...document, scenes };
  };

/** In the order of `ids`, as somebody else put them; scenes that are not among them stay behind the one before them. */
export const inOrderOf =
  (ids: readonly SceneId[]): Command =>
  (document) => {
    const wanted = ids.flatMap((id) => document.scenes[id] ?? []);
    const known = new Set(ids);
    const list = scenesInOrder(document);
    const kept = list.filter((scene) => known.has(scene.id));
    if (kept.every((scene, place) => scene === wanted[place])) return document;
    for (const [place, scene] of list.entries()) {
      if (known.has(scene.id)) continue;
      const before = list[place - 1];
      wanted.splice(before === undefined ? 0 : wanted.indexOf(before) + 1, 0, scene);
    }
    const keys = initialKeys(wanted.length);
    const placed = wanted.map((scene, place) => [scene.id, { ...scene, order: keys[place] ?? "" }]);
    return { ...document, scenes: Object.fromEntries(placed) };
  };

/** By one place, as a block; a block with gaps closes up first. */
export const shiftScenes =
  (ids: ReadonlySet<SceneId>, direction: -1 | 1): Command =>
  (document) => {
    const list = scenesInOrder(document);
    const places = list.flatMap((scene, place) => (ids.has(scene.id) ? [place] : []));
    const [first = 0] = places;
    const last = places.at(-1) ?? 0;
    const before = list.slice(0, direction < 0 ? first : last + 1).filter((scene) => !ids.has(scene.id)).length;
    const isAtEnd = direction < 0 ? first === 0 : last === list.length - 1;
    return moveScenes(ids, isAtEnd ? before : before + direction)(document);
  };

/** A course shows something: where all would go, the first stays. Scenes that are not read yet stay too. */
export const deleteScenes =
  (ids: ReadonlySet<SceneId>): Command =>
  (document) => {
    const list = scenesInOrder(document);
    const going = list.filter((scene) => ids.has(scene.id));
    if (going.length === list.length) going.shift();
    if (going.length === 0) return document;
    return { ...document, scenes: going.reduce((left, { id }) => without(left, id), document.scenes) };
  };

/** Copies of `contents` right after a scene, or at the beginning. A chapter starts once, so copies start none. */
export const pasteScenes =
  (contents: readonly Content[], after: SceneId | null, newIds: readonly SceneId[] = contents.map(newId)): Command =>
  (document) => {
    let previous = after;
    let now = document;
    for (const [place, content] of contents.entries()) {
      const id = newIds[place] ?? newId();
      const order = orderAfter(now, previous);
      now = withScene(now, { id, key: null, order, content: { ...content, chapter: null } });
      previous = id;
    }
    return now;
  };

/** One line becomes two, at a place in its text. Where a side would say nothing, it stays one. */
export const splitLine = (sceneId: SceneId, lineId: LineId, at: number, newLineId: LineId = newId()): Command =>
  onLines(sceneId, (lines) => {
    const line = lines[lineId];
    if (line === undefined) return lines;
    const { spoken } = line;
    const [first, second] = [spoken.text.slice(0, at).trim(), spoken.text.slice(at).trim()];
    if (first === "" || second === "") return lines;
    const list = inOrder(lines);
    const order = keyAfter(list, list.indexOf(line));
    const own = (part: string) =>
      ({ text: part, say: carried(spoken.text, spoken.say, part), caption: null, origin: "author" }) as const;
    const before: ApiLine = { ...spoken, ...own(first), pause_after_ms: null };
    const after: ApiLine = { ...spoken, ...own(second), pause_before_ms: 0 };
    return { ...lines, [lineId]: { ...line, spoken: before }, [newLineId]: { id: newLineId, order, spoken: after } };
  });

/** A scene says something: where all its lines would go, they stay. */
export const removeLines = (sceneId: SceneId, ids: ReadonlySet<LineId>): Command =>
  onLines(sceneId, (lines) => {
    const left = inOrder(lines).filter((line) => !ids.has(line.id));
    return left.length === 0 || left.length === Object.keys(lines).length ? lines : byId(left);
  });

export const LONGEST_PAUSE_MS = 60_000;

/** Silence around a line, in ms. `after` null: as its punctuation has it. */
export const changePause = (
  sceneId: SceneId,
  lineId: LineId,
  pause: { before?: number; after?: number | null },
): Command =>
  onLines(sceneId, (lines) => {
    const line = lines[lineId];
    if (line === undefined) return lines;
    const limited = (ms: number) => Math.round(Math.min(LONGEST_PAUSE_MS, Math.max(0, ms)));
    const before = pause.before === undefined ? (line.spoken.pause_before_ms ?? 0) : limited(pause.before);
    const kept = line.spoken.pause_after_ms ?? null;
    const after = pause.after === undefined ? kept : pause.after === null ? null : limited(pause.after);
    if (before === (line.spoken.pause_before_ms ?? 0) && after === kept) return lines;
    return {
      ...lines,
      [lineId]: { ...line, spoken: { ...line.spoken, pause_before_ms: before, pause_after_ms: after } },
    };
  });
