import { expect, test } from "vitest";
import * as commands from "./commands";
import { contentFrom, type Document, documentFrom, type Scene, scenesInOrder, toApi, withContent } from "./document";
import { EMPTY, noted, PAUSE_MS, redo, undo } from "./history";
import { details } from "./memoryServer";
import { copied } from "./openedCourse";
import { initialKeys, inOrder, keyBetween } from "./order";
import { shiftScenes } from "./sceneCommands";

function course(...ids: string[]): Document {
  return documentFrom("Curso", ids.map(details));
}
const ids = (document: Document) => scenesInOrder(document).map((scene) => scene.id);
const scene = (document: Document, id: string) => document.scenes[id] as Scene;
const lines = (document: Document, id: string) => inOrder(scene(document, id).content.lines);
const texts = (document: Document, id: string) => lines(document, id).map((line) => line.spoken.text);
const lineId = (document: Document, id: string, place: number) => lines(document, id)[place]?.id ?? "";

/** Numbers in [0, 1) that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test("between two keys there is always room, wherever one inserts", () => {
  const next = numbers(7);
  const keys = initialKeys(3);
  expect([...keys].sort()).toEqual(keys);
  for (let round = 0; round < 2000; round++) {
    const place = Math.floor(next() * (keys.length + 1));
    keys.splice(place, 0, keyBetween(keys[place - 1] ?? null, keys[place] ?? null));
  }
  expect([...keys].sort()).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("inserting at the same place again and again makes keys grow slowly", () => {
  let key = keyBetween(null, null);
  for (let round = 0; round < 300; round++) key = keyBetween(null, key);
  expect(key.length).toBeLessThan(80);
});

test("what came from the server goes back as it came", () => {
  const { slide, lines: spoken, chapter, section_id, shows, transition, look } = details("a", 0);
  expect(toApi(contentFrom(details("a", 0)))).toEqual({
    slide,
    lines: spoken,
    chapter,
    section_id,
    shows,
    transition,
    look,
  });
});

test("lines that still say the same keep their ids when a scene is read again", () => {
  const before = contentFrom(details("a", 0));
  const after = contentFrom({ ...details("a", 0), lines: [{ text: "nova." }, { text: "a primeira." }] }, before);
  expect(inOrder(after.lines)[1]?.id).toBe(inOrder(before.lines)[0]?.id);
});

test("scenes move by one place, and not beyond the ends", () => {
  const document = course("a", "b", "c");
  expect(ids(shiftScenes(new Set(["a"]), 1)(document))).toEqual(["b", "a", "c"]);
  expect(ids(shiftScenes(new Set(["c"]), -1)(document))).toEqual(["a", "c", "b"]);
  expect(shiftScenes(new Set(["a"]), -1)(document)).toBe(document);
});

test("a copy stands after its scene, starts no chapter and has no key yet", () => {
  const document = copied("a", "x")(commands.changeChapter("a", "Parte 1")(course("a", "b")));
  expect(ids(document)).toEqual(["a", "x", "b"]);
  expect(scene(document, "x")).toMatchObject({ key: null, content: { chapter: null } });
  expect(texts(document, "x")).toEqual(texts(document, "a"));
});

test("splitting and merging again says the same", () => {
  const document = course("a", "b");
  const split = commands.splitScene("a", lineId(document, "a", 1), "x")(document);
  expect([texts(split, "a"), texts(split, "x")]).toEqual([["a primeira."], ["a segunda."]]);
  const merged = commands.mergeWithNext("a")(split);
  expect(ids(merged)).toEqual(["a", "b"]);
  expect(texts(merged, "a")).toEqual(texts(document, "a"));
  expect(commands.splitScene("a", lineId(document, "a", 0))(document)).toBe(document);
  expect(commands.mergeWithNext("b")(document)).toBe(document);
});

test("the steps of a merged scene are forgotten where its slide was another", () => {
  const document = withContent(course("a"), "a", contentFrom(details("a", 0)));
  const two = withContent(course("a", "b"), "b", contentFrom({ ...details("b", 1), lines: [{ text: "b.", step: 2 }] }));
  expect(lines(commands.mergeWithNext("a")(two), "a").at(-1)?.spoken.step).toBeNull();
  expect(commands.mergeWithNext("a")(document)).toBe(document);
});

test("the last scene and the last line stay", () => {
  const one = course("a");
  expect(commands.deleteScene("a")(one)).toBe(one);
  const short = commands.removeLine("a", lineId(one, "a", 0))(one);
  expect(commands.removeLine("a", lineId(short, "a", 0))(short)).toBe(short);
});

test("a sentence that was changed is the author's, and is said as it is written", () => {
  const first = { text: "Use o Wi-Fi.", say: "uai fai", origin: "notes" as const };
  const document = withContent(course("a"), "a", contentFrom({ ...details("a", 0), lines: [first] }));
  const changed = commands.changeLineText("a", lineId(document, "a", 0), "Use o cabo.")(document);
  expect(lines(changed, "a")[0]?.spoken).toMatchObject({ text: "Use o cabo.", say: null, origin: "author" });
});

/** Some command on something that is there. */
function anyCommand(document: Document, next: () => number): commands.Command {
  const pick = <Thing>(things: readonly Thing[]) => things[Math.floor(next() * things.length)] as Thing;
  const id = pick(ids(document));
  const line = pick(lines(document, id)).id;
  const direction = next() < 0.5 ? -1 : 1;
  return pick([
    commands.renameCourse(`Curso ${next()}`),
    commands.changeLineText(id, line, `Texto ${next()}.`),
    commands.addLine(id, line),
    commands.addLine(id, null),
    commands.removeLine(id, line),
    commands.moveLine(id, line, direction),
    commands.changeSlide(id, { kind: "quote", text: `${next()}` }),
    commands.changeChapter(id, `Parte ${next()}`),
    shiftScenes(new Set([id]), direction),
    copied(id),
    commands.deleteScene(id),
    commands.splitScene(id, line),
    commands.mergeWithNext(id),
  ]);
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])("undo gives every document before, redo every one after (seed %i)", (seed) => {
  const next = numbers(seed);
  let document = course("a", "b", "c", "d");
  let history = EMPTY;
  const seen = [document];
  for (let round = 0; round < 120; round++) {
    const after = anyCommand(document, next)(document);
    if (after === document) continue;
    history = noted(history, document, after, null, round);
    document = after;
    seen.push(document);
  }
  expect(history.done.length).toBe(seen.length - 1);
  for (const before of [...seen].reverse().slice(1)) {
    [history, document] = undo(history, document);
    expect(document).toEqual(before);
  }
  for (const after of seen.slice(1)) {
    [history, document] = redo(history, document);
    expect(document).toEqual(after);
  }
});

function typed(texts: string[], group: string | null, gap: number) {
  let document = course("a");
  let history = EMPTY;
  texts.forEach((text, round) => {
    const after = commands.changeLineText("a", lineId(document, "a", 0), text)(document);
    history = noted(history, document, after, group, round * gap);
    document = after;
  });
  return { history, document };
}

test("typing in a line is one step, until there is a pause", () => {
  const quick = typed(["O", "Ol", "Olá"], "line", 100);
  expect(quick.history.done.length).toBe(1);
  expect(texts(undo(quick.history, quick.document)[1], "a")[0]).toBe("a primeira.");
  expect(typed(["O", "Ol", "Olá"], "line", PAUSE_MS).history.done.length).toBe(3);
});

test("commands never join, and typing does not join with what was undone", () => {
  expect(typed(["O", "Ol"], null, 0).history.done.length).toBe(2);
  const { history, document } = typed(["O"], "line", 0);
  const [undone, before] = undo(history, document);
  const [redone, again] = redo(undone, before);
  const after = commands.changeLineText("a", lineId(again, "a", 0), "Ol")(again);
  expect(noted(redone, again, after, "line", 1).done.length).toBe(2);
});

test("undoing leaves alone what came meanwhile from elsewhere", () => {
  const before = course("a", "b");
  const after = commands.changeLineText("a", lineId(before, "a", 0), "minha.")(before);
  const history = noted(EMPTY, before, after, null, 0);
  const theirs = commands.changeLineText("b", lineId(before, "b", 0), "de outra pessoa.")(after);
  const [, undone] = undo(history, theirs);
  expect([texts(undone, "a")[0], texts(undone, "b")[0]]).toEqual(["a primeira.", "de outra pessoa."]);
});
