import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as commands from "./commands";
import { scenesInOrder } from "./document";
import { COURSE } from "./exchange";
import { respell } from "./lexicon";
import { MemoryServer } from "./memoryServer";
import { copied, firstLine, opened, texts } from "./openedCourse";
import { shiftScenes } from "./sceneCommands";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("nothing is sent while nothing differs", async () => {
  const { server, saver, document, saved, settle } = opened("a", "b");
  saver.update(document());
  await settle();
  expect(server.asked).toEqual([]);
  expect(saved().state).toBe("saved");
});

test("typing is sent once it pauses, and only the scene that changed", async () => {
  const { server, type, saved, settle } = opened("a", "b");
  for (const text of ["O", "Ol", "Olá."]) type("b", text);
  expect(saved().state).toBe("saving");
  expect(server.asked).toEqual([]);
  await settle();
  expect(server.asked).toEqual(["change b"]);
  expect(server.texts("b")[0]).toBe("Olá.");
  expect(saved().state).toBe("saved");
  expect(saved().scenes.get("b")?.version).toBe(2);
});

test("of a scene one request is under way, and the newest state goes next", async () => {
  const { server, type, settle, saved } = opened("a");
  let open = () => {};
  server.gate = new Promise((resolve) => {
    open = resolve;
  });
  type("a", "um.");
  await settle();
  for (const text of ["dois.", "três."]) {
    type("a", text);
    await settle();
  }
  expect(server.asked).toEqual(["change a"]);
  open();
  server.gate = null;
  await settle();
  expect(server.asked).toEqual(["change a", "change a"]);
  expect(server.texts("a")[0]).toBe("três.");
  expect(saved().state).toBe("saved");
});

test("offline it is kept, and tried again until it arrives", async () => {
  const { server, type, settle, saved } = opened("a");
  server.failing = "offline";
  type("a", "um.");
  await settle();
  expect(saved().state).toBe("offline");
  type("a", "dois.");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saved().state).toBe("offline");
  server.failing = null;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(saved().state).toBe("saved");
  expect(server.texts("a")[0]).toBe("dois.");
});

test("an empty line waits in the editor", async () => {
  const { server, apply, settle, saved } = opened("a");
  apply((now) => commands.addLine("a", firstLine(now, "a"))(now));
  await settle();
  expect([server.asked, saved().state]).toEqual([[], "saved"]);
});

test("whoever was slower is asked: mine over theirs", async () => {
  const { server, saver, type, settle, saved } = opened("a");
  server.changeByOther("a", { lines: [{ text: "deles." }] });
  type("a", "minha.");
  await settle();
  expect(saved().state).toBe("conflict");
  expect(saved().conflicts).toMatchObject([{ target: "a", theirs: { version: 2 } }]);
  expect(server.texts("a")).toEqual(["deles."]);
  saver.keepMine("a");
  await settle();
  expect(server.texts("a")).toEqual(["minha.", "a segunda."]);
  expect(saved().state).toBe("saved");
});

test("whoever was slower is asked: theirs over mine", async () => {
  const { server, saver, apply, type, settle, saved, document } = opened("a");
  server.changeByOther("a", { lines: [{ text: "deles." }] });
  type("a", "minha.");
  await settle();
  apply(saver.takeTheirs("a"));
  await settle();
  expect(texts(document(), "a")).toEqual(["deles."]);
  expect(server.texts("a")).toEqual(["deles."]);
  expect(saved().state).toBe("saved");
});

test("a version that says what it said before is nobody's loss", async () => {
  const { server, type, settle, saved } = opened("a");
  server.changeByOther("a", {});
  type("a", "minha.");
  await settle();
  expect(server.asked).toEqual(["change a", "read a", "change a"]);
  expect(saved().state).toBe("saved");
});

test("a scene that somebody deleted while it was changed comes back when mine is kept", async () => {
  const { server, saver, type, settle, saved } = opened("a", "b");
  server.scenes = server.scenes.filter((scene) => scene.id !== "b");
  type("b", "minha.");
  await settle();
  expect(saved().conflicts).toEqual([{ target: "b", theirs: null }]);
  saver.keepMine("b");
  await settle();
  expect(server.texts("made-1")[0]).toBe("minha.");
  expect(saved().state).toBe("saved");
});

test("a copy, an order, a title and a deletion arrive, whatever their order", async () => {
  const { server, apply, settle, saved, document } = opened("a", "b", "c");
  apply(copied("a", "x"));
  apply(shiftScenes(new Set(["c"]), -1));
  apply(commands.deleteScene("b"));
  apply(commands.renameCourse("Fibra em casa"));
  await settle();
  expect(saved().state).toBe("saved");
  expect(server.project.title).toBe("Fibra em casa");
  const own = scenesInOrder(document()).map((scene) => saved().scenes.get(scene.id)?.serverId);
  expect(own).toEqual(server.scenes.map((scene) => scene.id));
  expect(own).toEqual(["a", "made-1", "c"]);
});

test("a creation whose answer was lost is not done twice", async () => {
  const { server, apply, settle, saved, type } = opened("a");
  server.losesNextAnswer = true;
  apply(copied("a", "x"));
  await settle();
  expect(saved().state).toBe("offline");
  type("x", "outra.");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(server.scenes.map((scene) => scene.id)).toEqual(["a", "made-1"]);
  expect(server.texts("made-1")[0]).toBe("outra.");
  expect(saved().state).toBe("saved");
});

test("a deletion that is undone makes the scene again, with its key", async () => {
  const { server, apply, settle, document, saved } = opened("a", "b");
  const before = document();
  apply(commands.deleteScene("b"));
  await settle();
  expect(server.scenes.map((scene) => scene.id)).toEqual(["a"]);
  apply(() => before);
  await settle();
  expect(server.scenes.map((scene) => scene.key)).toEqual(["slide-a", "slide-b"]);
  expect(saved().state).toBe("saved");
});

test("scenes that others added and deleted come in when the order is saved", async () => {
  const { server, apply, settle, document, saved } = opened("a", "b", "c");
  const added = { ...new MemoryServer("z").scenes[0], position: 1 } as MemoryServer["scenes"][0];
  server.scenes = [server.scenes[0], added, server.scenes[1]] as MemoryServer["scenes"];
  server.project.version += 1;
  apply(shiftScenes(new Set(["a"]), 1));
  await settle();
  expect(server.scenes.map((scene) => scene.id).sort()).toEqual(["a", "b", "z"]);
  expect(scenesInOrder(document()).map((scene) => scene.id)).toEqual(server.scenes.map((scene) => scene.id));
  expect(saved().state).toBe("saved");
});

test("a title that somebody else gave meanwhile is not overwritten unasked", async () => {
  const { server, saver, apply, settle, document, saved } = opened("a");
  server.project = { ...server.project, title: "Deles", version: 2 };
  apply(commands.renameCourse("Meu"));
  await settle();
  expect(saved().conflicts).toEqual([{ target: COURSE, theirs: "Deles" }]);
  expect(server.project.title).toBe("Deles");
  apply(saver.takeTheirs(COURSE));
  await settle();
  expect([document().title, saved().state]).toEqual(["Deles", "saved"]);
});

test("how a word is said in the course is saved, undone, and joined with what others say", async () => {
  const { server, apply, settle, document, saved } = opened("a");
  apply(respell("Wi-Fi", "uai fai"));
  await settle();
  expect(server.project.own_lexicon).toEqual({ "Wi-Fi": "uai fai" });
  server.project = { ...server.project, own_lexicon: { ...server.project.own_lexicon, ONU: "ó ene u" }, version: 9 };
  apply(respell("wi-fi", "uífi"));
  await settle();
  expect(server.project.own_lexicon).toEqual({ "Wi-Fi": "uífi", ONU: "ó ene u" });
  expect(document().lexicon).toEqual(server.project.own_lexicon);
  apply(respell("Wi-Fi", null));
  await settle();
  expect([server.project.own_lexicon, saved().state]).toEqual([{ ONU: "ó ene u" }, "saved"]);
});

test("what the server refuses is told, and sent again only when it was changed", async () => {
  const { server, type, settle, saved } = opened("a");
  server.failing = "refused";
  type("a", "não.");
  await settle();
  expect(saved()).toMatchObject({ state: "refused", refusal: "refused" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toEqual(["change a"]);
  server.failing = null;
  type("a", "sim.");
  await settle();
  expect([saved().state, server.texts("a")[0]]).toEqual(["saved", "sim."]);
});

test("before a render all is sent at once, or it is said that it cannot be", async () => {
  const { server, saver, type } = opened("a");
  type("a", "um.");
  expect(await saver.flush()).toBe(true);
  expect(server.texts("a")[0]).toBe("um.");
  server.failing = "offline";
  type("a", "dois.");
  expect(await saver.flush()).toBe(false);
});
