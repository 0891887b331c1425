import { expect, test } from "vitest";
import { contentFrom, documentFrom, withContent } from "../doc/document";
import { details } from "../doc/memoryServer";
import { changePause, splitLine } from "../doc/sceneCommands";
import { splitAt, trimAt } from "./cutting";
import { scenesWithin, snapped } from "./scale";
import { cutsOf, layOut, lineAt, sceneAt, shownAt, soundKey, type Timings } from "./timing";

const TIMINGS: Timings = {
  ...{ language: "pt-BR", speed: 1, transitionFrames: 0 },
  lines: new Map(
    ["a primeira.", "a segunda."].map((text) => [soundKey({ text }), { durationMs: 1000, isSpoken: true }]),
  ),
  paged: new Map(),
};

function course(...ids: string[]) {
  const found = ids.map(details);
  return found.reduce((now, scene) => withContent(now, scene.id, contentFrom(scene)), documentFrom("Curso", found));
}

function lineIds(document: ReturnType<typeof course>, id: string) {
  return (
    layOut(document, TIMINGS)
      .scenes.find((scene) => scene.id === id)
      ?.lines.map((line) => line.id) ?? []
  );
}

// As `studio/timing.py` has it: 350 ms before, a pause by punctuation between, 450 ms after (1200 at the end), then up
// to a whole number of 16 frames.
test("a scene lasts as long as in the video", () => {
  const [first, last] = layOut(course("a", "b"), TIMINGS).scenes;
  expect(first?.lines.map(({ startMs }) => startMs)).toEqual([350, 1845]);
  expect(first?.durationMs).toBe(3733);
  expect(last?.startMs).toBe(3733);
  expect(first?.lines.every(({ isSpoken }) => isSpoken)).toBe(true);
  expect(last?.lines.some(({ isSpoken }) => isSpoken)).toBe(false);
});

test("pauses move what comes after them, and none is longer than allowed", () => {
  const document = course("a", "b");
  const [first = "", second = ""] = lineIds(document, "a");
  const longer = changePause("a", first, { before: 500, after: 2000 })(document);
  expect(layOut(longer, TIMINGS).scenes[0]?.lines.map(({ startMs }) => startMs)).toEqual([850, 3850]);
  const most = changePause("a", second, { after: 1e9 })(document);
  expect(layOut(most, TIMINGS).scenes[0]?.lines[1]?.pauseAfterMs).toBe(60_000);
  expect(changePause("a", first, { before: -5 })(document)).toBe(document);
});

test("parts of a slide appear with their lines, all by the last one", () => {
  const scene = {
    ...details("a", 0),
    lines: [
      { text: "um.", step: 1 },
      { text: "dois.", step: 2 },
    ],
  };
  const document = withContent(course("a"), "a", contentFrom(scene));
  const layout = layOut(document, TIMINGS);
  const [placed] = layout.scenes;
  if (placed === undefined) throw new Error("no scene");
  expect(placed.steps.map(({ step }) => step)).toEqual([1, 2]);
  expect(shownAt(placed, 0).step).toBe(1);
  expect(shownAt(placed, placed.durationMs - 1).step).toBe(2);
  expect(lineAt(placed, 0)).toBeNull();
  expect(sceneAt(layout, 1e9)?.id).toBe("a");
});

test("a cut in the middle of a line parts its words, one near its edge leaves it whole", () => {
  const document = course("a");
  const [scene] = layOut(document, TIMINGS).scenes;
  const content = document.scenes.a?.content;
  if (scene === undefined || content == null) throw new Error("no scene");
  const texts = (command: ReturnType<typeof splitAt>) =>
    layOut(command?.(document) ?? document, TIMINGS).scenes.map(({ lines }) => lines.map(({ text }) => text));
  expect(texts(splitAt(scene, content, 850))).toEqual([["a"], ["primeira.", "a segunda."]]);
  expect(texts(splitAt(scene, content, 1845 + 20))).toEqual([["a primeira."], ["a segunda."]]);
  expect(texts(trimAt(scene, content, 1845, "before"))).toEqual([["a segunda."]]);
  expect(texts(trimAt(scene, content, 1845, "after"))).toEqual([["a primeira."]]);
  expect(splitAt(scene, content, 100)).toBeNull();
});

test("a line is not parted where one side would say nothing", () => {
  const document = course("a");
  const [first = ""] = lineIds(document, "a");
  expect(splitLine("a", first, 0)(document)).toBe(document);
  expect(splitLine("a", first, 99)(document)).toBe(document);
});

test("only scenes in sight are drawn, and what is dragged snaps to what is near", () => {
  const layout = layOut(course("a", "b", "c"), TIMINGS);
  const [, second] = layout.scenes;
  const start = second?.startMs ?? 0;
  expect(scenesWithin(layout, { fromMs: start + 1, toMs: start + 2 }).map(({ id }) => id)).toEqual(["b"]);
  expect(snapped(start + 5, cutsOf(layout), 100)).toBe(start);
  expect(snapped(start + 5, cutsOf(layout), 10_000)).toBe(start + 5);
});
