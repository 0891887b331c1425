import { expect, test, vi } from "vitest";
import { changeLineText } from "../doc/commands";
import { scenesInOrder } from "../doc/document";
import { details, MemoryServer } from "../doc/memoryServer";
import { inOrder } from "../doc/order";
import { moveScenes } from "../doc/sceneCommands";
import { Editor } from "../store";
import { News } from "./useLive";

const PROJECT = {
  ...{ id: "p", title: "Internet em casa", version: 1, language: "pt-BR", speed: 1, music: null },
  transition: { kind: "none", frames: 0 },
} as never;

async function opened() {
  const server = new MemoryServer("a", "b", "c");
  const editor = new Editor(PROJECT, server.scenes as never, server);
  const scenes = () => scenesInOrder(editor.store.getState().document);
  const text = (id: string) =>
    inOrder(editor.store.getState().document.scenes[id]?.content?.lines ?? {})[0]?.spoken.text;
  return { server, editor, news: new News(editor), text, ids: () => scenes().map((scene) => scene.id) };
}

const changed = (id: string, version: number) => ({ event: "scene.changed", payload: { id, version } });

test("what somebody else saves in a scene is seen here at once, and is nothing to undo", async () => {
  const { server, editor, news, text } = await opened();
  server.changeByOther("b", { lines: [{ text: "De outra pessoa." }] });
  news.take(changed("b", 2));
  await vi.waitFor(() => expect(text("b")).toBe("De outra pessoa."));
  expect(editor.store.getState().history.done).toEqual([]);
  expect(editor.store.getState().saved.state).toBe("saved");
});

test("a version that is known is not read again", async () => {
  const { server, news } = await opened();
  const before = server.asked.length;
  news.take(changed("b", 1));
  await news.look();
  expect(server.asked.length).toBe(before);
});

test("where something of ours is not saved yet, theirs does not go over it", async () => {
  const { server, editor, news, text } = await opened();
  const line = inOrder(editor.store.getState().document.scenes.b?.content?.lines ?? {})[0]?.id ?? "";
  editor.run(changeLineText("b", line, "Minha."));
  server.changeByOther("b", { lines: [{ text: "De outra pessoa." }] });
  news.take(changed("b", 2));
  await editor.saver.flush();
  expect(text("b")).toBe("Minha.");
  expect(editor.store.getState().saved.conflicts.map(({ target }) => target)).toEqual(["b"]);
});

test("scenes that others add, put elsewhere or delete come, move and go", async () => {
  const { server, editor, news, ids, text } = await opened();
  server.scenes.push(details("d", 3));
  server.project.version += 1;
  news.take({ event: "scene.created", payload: { id: "d", version: 1 } });
  await vi.waitFor(() => expect(text("d")).toBe("d primeira."));
  await server.reorder(server.project.version, ["d", "c", "b", "a"]);
  news.take({ event: "project.reordered", payload: { id: "p", version: server.project.version } });
  await vi.waitFor(() => expect(ids()).toEqual(["d", "c", "b", "a"]));
  await server.deleteScene("c", 1);
  news.take({ event: "scene.deleted", payload: { id: "c", version: 1 } });
  await vi.waitFor(() => expect(ids()).toEqual(["d", "b", "a"]));
  await editor.saver.flush();
  expect(server.asked.filter((what) => what === "reorder")).toHaveLength(1);
});

test("after a gap all that others did is taken over by one reading of the course", async () => {
  const { server, news, text, ids } = await opened();
  server.changeByOther("b", { lines: [{ text: "De outra pessoa." }] });
  server.scenes.push(details("d", 3));
  const before = server.asked.length;
  news.takeAll();
  await vi.waitFor(() => expect(text("b")).toBe("De outra pessoa."));
  expect(ids()).toEqual(["a", "b", "c", "d"]);
  expect(server.asked.slice(before)).toEqual(["project", "scenes"]);
});

test("our own order is sent, not taken back, when others changed the course meanwhile", async () => {
  const { server, editor, news, ids } = await opened();
  editor.run(moveScenes(new Set(["c"]), 0));
  server.project.version += 1;
  news.take({ event: "project.changed", payload: { id: "p", version: 2 } });
  expect(await editor.saver.flush()).toBe(true);
  expect(ids()).toEqual(["c", "a", "b"]);
  expect(server.scenes.map(({ id }) => id)).toEqual(["c", "a", "b"]);
});
