import i18n from "../../../../lib/i18n";
import { mergeWithNext } from "../doc/commands";
import { type Content, newId, type SceneId, scenesInOrder, sceneTitle } from "../doc/document";
import { deleteScenes, pasteScenes, removeLines, shiftScenes } from "../doc/sceneCommands";
import type { Editor } from "../store";
import { splitAt, trimAt } from "../timeline/cutting";
import { sceneAt } from "../timeline/timing";
import type { Action } from "./action";

const say = (key: string, values: Record<string, unknown> = {}) => i18n.t(`editor:told.${key}`, values);

/** The chosen scenes, in order. */
export function chosen(editor: Editor) {
  const { document, selection } = editor.store.getState();
  return scenesInOrder(document).filter((scene) => selection.has(scene.id));
}

function contents(editor: Editor): Content[] {
  return chosen(editor).map(({ content }) => content);
}

export function shift(editor: Editor, direction: -1 | 1): void {
  const { selection, selected } = editor.store.getState();
  editor.run(shiftScenes(selection, direction));
  tellPlace(editor, selected);
}

/** Say where a scene stands now. */
export function tellPlace(editor: Editor, id: SceneId): void {
  const list = scenesInOrder(editor.store.getState().document);
  const place = list.findIndex((scene) => scene.id === id);
  const scene = list[place];
  if (scene !== undefined) editor.tell(say("moved", { title: sceneTitle(scene), place: place + 1 }));
}

function canShift(editor: Editor, direction: -1 | 1): boolean {
  const { document, selection } = editor.store.getState();
  return shiftScenes(selection, direction)(document) !== document;
}

/** Put copies after the chosen scenes, and choose them. */
function put(editor: Editor, copies: readonly Content[], told: string): void {
  const after = chosen(editor).at(-1)?.id ?? editor.store.getState().selected;
  const ids = copies.map(newId);
  editor.run(pasteScenes(copies, after, ids));
  const [first] = ids;
  if (first === undefined || editor.store.getState().document.scenes[first] === undefined) return;
  editor.selectThese(ids);
  editor.tell(say(told, { count: ids.length }));
}

function remove(editor: Editor): void {
  const { document, selection, selected, line } = editor.store.getState();
  if (line !== null) {
    editor.run(removeLines(selected, new Set([line])));
    editor.tell(say("lineDeleted"));
    return;
  }
  const count = Object.keys(document.scenes).length;
  editor.run(deleteScenes(selection));
  const gone = count - Object.keys(editor.store.getState().document.scenes).length;
  if (gone > 0) editor.tell(say("deleted", { count: gone }));
}

function canRemove(editor: Editor): boolean {
  const { document, selection, selected, line } = editor.store.getState();
  const command = line === null ? deleteScenes(selection) : removeLines(selected, new Set([line]));
  return command(document) !== document;
}

/** The scene under the playhead, and what of it a cut there would do. */
function here(editor: Editor) {
  const ms = editor.player.store.getState().positionMs;
  const scene = sceneAt(editor.player.layout, ms);
  const content = editor.store.getState().document.scenes[scene?.id ?? ""]?.content;
  if (scene === null || content === undefined) return null;
  return {
    split: () => splitAt(scene, content, ms),
    trim: (side: "before" | "after") => trimAt(scene, content, ms, side),
  };
}

function cut(editor: Editor, command: ReturnType<typeof splitAt> | undefined, told: string): void {
  if (command != null) editor.run(command);
  editor.tell(say(command == null ? "nothingToCut" : told));
}

function merge(editor: Editor): void {
  const [first, ...others] = chosen(editor);
  if (first === undefined) return;
  const times = Math.max(1, others.length);
  editor.run((document) => {
    let now = document;
    for (let time = 0; time < times; time++) now = mergeWithNext(first.id)(now);
    return now;
  });
  editor.select(first.id);
  editor.tell(say("merged"));
}

function canMerge(editor: Editor): boolean {
  const list = scenesInOrder(editor.store.getState().document);
  const found = chosen(editor);
  const place = list.findIndex((scene) => scene.id === found[0]?.id);
  const isBlock = found.every((scene, at) => list[place + at]?.id === scene.id);
  const { length } = found;
  return isBlock && list.slice(place, place + Math.max(2, length)).length > 1;
}

const EDITS = { category: "scenes", edits: true } as const;

export const scenes: readonly Action[] = [
  { ...EDITS, id: "newScene", keys: ["Shift+N"], run: ({ view }) => view.setState({ dialog: "newScene" }) },
  {
    ...{ ...EDITS, id: "duplicate", keys: ["Ctrl+D"] },
    isEnabled: (editor) => contents(editor).length > 0,
    run: (editor) => put(editor, contents(editor), "duplicated"),
  },
  {
    ...{ ...EDITS, id: "moveUp", keys: ["Alt+ArrowUp"] },
    isEnabled: (editor) => canShift(editor, -1),
    run: (editor) => shift(editor, -1),
  },
  {
    ...{ ...EDITS, id: "moveDown", keys: ["Alt+ArrowDown"] },
    isEnabled: (editor) => canShift(editor, 1),
    run: (editor) => shift(editor, 1),
  },
  { ...EDITS, id: "merge", keys: ["Shift+S"], isEnabled: canMerge, run: merge },
  {
    ...{ ...EDITS, followsPlayhead: true, id: "split", keys: ["S"] },
    isEnabled: (editor) => here(editor)?.split() != null,
    run: (editor) => cut(editor, here(editor)?.split(), "split"),
  },
  {
    ...{ ...EDITS, followsPlayhead: true, id: "trimBefore", keys: ["Q"] },
    isEnabled: (editor) => here(editor)?.trim("before") != null,
    run: (editor) => cut(editor, here(editor)?.trim("before"), "trimmed"),
  },
  {
    ...{ ...EDITS, followsPlayhead: true, id: "trimAfter", keys: ["W"] },
    isEnabled: (editor) => here(editor)?.trim("after") != null,
    run: (editor) => cut(editor, here(editor)?.trim("after"), "trimmed"),
  },
  {
    ...{ id: "previousScene", category: "scenes", keys: ["PageUp"] },
    isEnabled: (editor) => neighbour(editor, -1) !== null,
    run: (editor) => editor.select(neighbour(editor, -1) ?? ""),
  },
  {
    ...{ id: "nextScene", category: "scenes", keys: ["PageDown"] },
    isEnabled: (editor) => neighbour(editor, 1) !== null,
    run: (editor) => editor.select(neighbour(editor, 1) ?? ""),
  },
];

function neighbour(editor: Editor, direction: -1 | 1): SceneId | null {
  const { document, selected } = editor.store.getState();
  const list = scenesInOrder(document);
  return list[list.findIndex((scene) => scene.id === selected) + direction]?.id ?? null;
}

function copy(editor: Editor): void {
  const clipboard = contents(editor);
  editor.store.setState({ clipboard });
  editor.tell(say("copied", { count: clipboard.length }));
}

const hasContents = (editor: Editor) => contents(editor).length > 0;

/** Of the clipboard and of what is chosen: the things that every editor has. */
export const clipboard: readonly Action[] = [
  {
    ...{ id: "undo", category: "edit", keys: ["Ctrl+Z"], edits: true, whileTyping: true },
    isEnabled: ({ store }) => store.getState().history.done.length > 0,
    run: ({ undo }) => undo(),
  },
  {
    ...{ id: "redo", category: "edit", keys: ["Ctrl+Shift+Z", "Ctrl+Y"], edits: true, whileTyping: true },
    isEnabled: ({ store }) => store.getState().history.undone.length > 0,
    run: ({ redo }) => redo(),
  },
  { id: "copy", category: "edit", keys: ["Ctrl+C"], isEnabled: hasContents, run: copy },
  {
    ...{ id: "cut", category: "edit", keys: ["Ctrl+X"], edits: true },
    isEnabled: (editor) => hasContents(editor) && canRemove(editor),
    run: (editor) => {
      editor.store.setState({ line: null });
      copy(editor);
      remove(editor);
    },
  },
  {
    ...{ id: "paste", category: "edit", keys: ["Ctrl+V"], edits: true },
    isEnabled: ({ store }) => store.getState().clipboard.length > 0,
    run: (editor) => put(editor, editor.store.getState().clipboard, "pasted"),
  },
  { id: "delete", category: "edit", keys: ["Delete", "Backspace"], edits: true, isEnabled: canRemove, run: remove },
  { id: "selectAll", category: "edit", keys: ["Ctrl+A"], run: (editor) => editor.selectAll() },
  {
    ...{ id: "selectNone", category: "edit", keys: ["Escape"] },
    isEnabled: ({ store }) => store.getState().selection.size > 1 || store.getState().line !== null,
    run: (editor) => editor.select(editor.store.getState().selected),
  },
];
