import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import i18n, { addTexts, startLanguages } from "../../../../lib/i18n";
import { activeKeys, bind, bindAsBefore, bindNothing, keysFor, shortcuts } from "../../../../lib/shortcuts";
import { scenesInOrder } from "../doc/document";
import { MemoryServer } from "../doc/memoryServer";
import { Editor } from "../store";
import { layOut } from "../timeline/timing";
import { canRun } from "./action";
import { ACTIONS, actionOf, pressed } from "./index";

const PROJECT = {
  ...{ id: "p", title: "Curso", version: 1, language: "pt-BR", speed: 1, size: "1080p", state: "draft", music: null },
  transition: { kind: "none", frames: 0 },
} as never;

beforeAll(async () => {
  addTexts(import.meta.glob<Record<string, unknown>>("../../../../locales/*/editor.json", { import: "default" }));
  await startLanguages();
  await i18n.loadNamespaces("editor");
});
beforeEach(() => {
  localStorage.clear();
  bindAsBefore();
});

let server: MemoryServer;

async function opened(readOnly: "permission" | null = null): Promise<Editor> {
  server = new MemoryServer("a", "b", "c", "d");
  const editor = new Editor(PROJECT, server.scenes as never, server, readOnly);
  return editor;
}

function press(editor: Editor, keys: string, target: Element = document.body): boolean {
  const parts = keys.split("+");
  const name = parts.at(-1) ?? "";
  const key =
    { Space: " ", Plus: "+" }[name] ?? (name.length === 1 && !parts.includes("Shift") ? name.toLowerCase() : name);
  const event = new KeyboardEvent("keydown", {
    ...{ key, bubbles: true, cancelable: true },
    ...{ ctrlKey: parts.includes("Ctrl"), altKey: parts.includes("Alt"), shiftKey: parts.includes("Shift") },
  });
  let isTaken = false;
  const onKeyDown = (found: KeyboardEvent) => {
    isTaken = pressed(editor, found, shortcuts.getState());
  };
  document.addEventListener("keydown", onKeyDown, { once: true });
  target.dispatchEvent(event);
  document.removeEventListener("keydown", onKeyDown);
  return isTaken;
}

const titles = (editor: Editor) =>
  scenesInOrder(editor.store.getState().document).map((scene) => scene.content.slide.title?.slice(-1));

/** All that an action can change. */
function state(editor: Editor): string {
  const { document, selection, selected, line, clipboard, history } = editor.store.getState();
  const fullscreen = vi.mocked(Element.prototype.requestFullscreen).mock.calls.length;
  return JSON.stringify([
    ...[document, [...selection], selected, line, clipboard, history.done.length, history.undone.length],
    ...[editor.view.getState(), editor.player.store.getState(), server.asked, fullscreen],
  ]);
}

Element.prototype.requestFullscreen = vi.fn(() => Promise.resolve());

/** In the middle of the second scene, two scenes on each side to go to, something done and something undone, the cursor in a word. */
async function inTheMiddle(): Promise<Editor> {
  document.body.innerHTML = '<div id="editor-picture"></div>';
  const editor = await opened();
  const run = (id: string) => actionOf(id).run(editor);
  editor.select("b");
  for (const id of ["copy", "duplicate", "duplicate", "undo"]) run(id);
  editor.select("b");
  const second = editor.player.layout.scenes[1];
  editor.player.seek((second?.startMs ?? 0) + (second?.lines[1]?.startMs ?? 0));
  const ids = editor.player.layout.scenes.slice(1, 3).map(({ id }) => id);
  editor.store.setState({ selection: new Set(ids) });
  const caret = { sceneId: second?.id ?? "", lineId: second?.lines[0]?.id ?? "", start: 1, end: 1 };
  editor.view.setState({ zoom: 40, caret });
  return editor;
}

const SHORTCUTS = ACTIONS.flatMap((action) => action.keys.map((keys): [string, string] => [keys, action.id]));

test.each(SHORTCUTS)("%s does something: %s", async (keys, id) => {
  const editor = await inTheMiddle();
  const before = state(editor);
  expect(canRun(actionOf(id), editor)).toBe(true);
  expect(press(editor, keys)).toBe(true);
  if (id === "save") await vi.waitFor(() => expect(server.asked.join()).toContain("create"));
  expect(state(editor)).not.toBe(before);
  editor.close();
});

test("every action has its own id and keys, and a name in both languages", async () => {
  expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
  expect(new Set(SHORTCUTS.map(([keys]) => keys)).size).toBe(SHORTCUTS.length);
  for (const language of ["pt-BR", "en"]) {
    await i18n.loadLanguages(language);
    const t = i18n.getFixedT(language, "editor");
    for (const { id, category } of ACTIONS) {
      expect(t(`actions.${id}`)).not.toBe(`actions.${id}`);
      expect(t(`categories.${category}`)).not.toBe(`categories.${category}`);
    }
  }
});

test("what is typed is text, but for the keys that mean the same everywhere", async () => {
  const editor = await inTheMiddle();
  document.body.innerHTML =
    '<textarea></textarea><button>ok</button><div role="dialog"><p></p></div><ul role="listbox"><li></li></ul>';
  const [field, button, inDialog, inList] = document.querySelectorAll("textarea, button, p, li");
  const before = titles(editor);
  for (const keys of ["S", "Delete", "Space", "Ctrl+A", "Ctrl+V", "ArrowLeft", "?"])
    expect(press(editor, keys, field)).toBe(false);
  expect(titles(editor)).toEqual(before);
  expect(press(editor, "Ctrl+Z", field)).toBe(true);
  expect(press(editor, "Space", button)).toBe(false);
  expect(press(editor, "S", button)).toBe(true);
  expect(press(editor, "Delete", inDialog)).toBe(false);
  expect(press(editor, "Alt+ArrowDown", inList)).toBe(true);
});

test("keys while a text is composed are not shortcuts", async () => {
  const editor = await inTheMiddle();
  const event = new KeyboardEvent("keydown", { key: "s", isComposing: true });
  expect(pressed(editor, event, shortcuts.getState())).toBe(false);
});

test("shortcuts of one sign can be switched off, changed, taken away, and all be as before", async () => {
  const editor = await inTheMiddle();
  const split = actionOf("split");
  shortcuts.setState({ hasOneSign: false });
  expect(press(editor, "S")).toBe(false);
  expect(press(editor, "Ctrl+D")).toBe(true);
  shortcuts.setState({ hasOneSign: true });
  bind(split, "Ctrl+D", ACTIONS);
  expect(keysFor(actionOf("duplicate"), shortcuts.getState())).toEqual([]);
  expect(JSON.parse(localStorage.getItem("tecnocursos.shortcuts") ?? "").own.split).toEqual(["Ctrl+D"]);
  bindNothing(split);
  expect(activeKeys(split, shortcuts.getState())).toEqual([]);
  bindAsBefore();
  expect(activeKeys(split, shortcuts.getState())).toEqual(["S"]);
});

test("whoever may only look can play and go about, and changes nothing", async () => {
  const editor = await opened("permission");
  for (const action of ACTIONS.filter(({ edits }) => edits)) expect(canRun(action, editor)).toBe(false);
  expect(press(editor, "End")).toBe(true);
  expect(editor.player.store.getState().positionMs).toBe(editor.player.layout.totalMs);
});

test("several scenes are moved, copied and deleted together, and each of it is undone at once", async () => {
  const editor = await opened();
  editor.select("b");
  editor.select("c", "add");
  press(editor, "Alt+ArrowUp");
  expect(titles(editor)).toEqual(["b", "c", "a", "d"]);
  press(editor, "Ctrl+C");
  editor.select("d");
  press(editor, "Ctrl+V");
  expect(titles(editor)).toEqual(["b", "c", "a", "d", "b", "c"]);
  expect(editor.store.getState().selection.size).toBe(2);
  press(editor, "Delete");
  expect(titles(editor)).toEqual(["b", "c", "a", "d"]);
  for (let time = 0; time < 3; time++) press(editor, "Ctrl+Z");
  expect(titles(editor)).toEqual(["a", "b", "c", "d"]);
});

test("deleting everything leaves the first scene", async () => {
  const editor = await opened();
  press(editor, "Ctrl+A");
  press(editor, "Delete");
  expect(titles(editor)).toEqual(["a"]);
  expect([...editor.store.getState().selection]).toEqual(["a"]);
});

test("a split at the playhead begins the new scene with the line that begins there", async () => {
  const editor = await opened();
  const [first] = layOut(editor.store.getState().document, editor.store.getState().timings).scenes;
  editor.player.seek(first?.lines[1]?.startMs ?? 0);
  press(editor, "S");
  expect(titles(editor)).toEqual(["a", "a", "b", "c", "d"]);
  const [one, two] = editor.player.layout.scenes;
  expect([one?.lines.map(({ text }) => text), two?.lines.map(({ text }) => text)]).toEqual([
    ["a primeira."],
    ["a segunda."],
  ]);
});
