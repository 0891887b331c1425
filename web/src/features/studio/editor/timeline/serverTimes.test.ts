import { expect, test } from "vitest";
import type { ProjectTimeline } from "../../../../api/types.gen";
import { baselineFrom } from "../doc/baseline";
import { changeLineText } from "../doc/commands";
import { documentFrom } from "../doc/document";
import { details } from "../doc/memoryServer";
import { inOrder } from "../doc/order";
import { withServerTimes } from "./serverTimes";
import { layOut, shownAt, type Timings } from "./timing";

const SCENES = [details("a", 0), details("b", 1)];
const TIMINGS: Timings = {
  ...{ language: "pt-BR", speed: 1, transitionFrames: 0 },
  ...{ lines: new Map(), paged: new Map() },
};
const document = documentFrom("Curso", SCENES);
const { scenes: known } = baselineFrom({ title: "Curso", version: 1 }, SCENES);

const line = (at: number, start_ms: number, is_spoken = false) => ({
  ...{ line: at, start_ms, duration_ms: 2000, pause_before_ms: 0, pause_after_ms: 0, is_spoken },
});

/** The server's: the first scene on two pages, its first line cut over both. */
function timeline(version: number): ProjectTimeline {
  const [a, b] = SCENES;
  const rest = { chapter: null, transitions: [], captions: [] };
  return {
    ...{ project_id: "p", project_version: 1, duration_ms: 16_000, is_spoken: false, chapters: [], music: null },
    scenes: [
      {
        ...{ ...rest, id: a?.id ?? "", key: "a", version, start_ms: 0, duration_ms: 8000 },
        lines: [line(0, 350), line(0, 3150), line(1, 5600)],
        steps: [
          { at_ms: 0, page: 1, step: 3 },
          { at_ms: 2800, page: 2, step: 1 },
        ],
      },
      {
        ...{ ...rest, id: b?.id ?? "", key: "b", version, start_ms: 8000, duration_ms: 8000 },
        lines: [line(0, 350, true), line(1, 2845)],
        steps: [{ at_ms: 0, page: 1, step: 0 }],
      },
    ],
  };
}

test("the server's times count for what is as it was saved", () => {
  const told = withServerTimes(TIMINGS, timeline(SCENES[0]?.version ?? 0), document, known);
  const [first, second] = layOut(document, told).scenes;
  expect(first?.lines.map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual([
    [350, 4800],
    [5600, 2000],
  ]);
  expect(first && [shownAt(first, 2799).page, shownAt(first, 2800).page]).toEqual([1, 2]);
  expect(second?.startMs).toBe(8000);
  expect(second?.lines.map(({ durationMs, isSpoken }) => [durationMs, isSpoken])).toEqual([
    [2000, true],
    [2000, false],
  ]);
});

test("what is written after that is timed here at once, and counts no older answer", () => {
  const told = withServerTimes(TIMINGS, timeline(SCENES[0]?.version ?? 0), document, known);
  const [written] = inOrder(document.scenes.a?.content.lines ?? {});
  const after = changeLineText("a", written?.id ?? "", "outra coisa.")(document);
  const layout = layOut(after, told);
  expect(layout.scenes[0]).toEqual(layOut(after, TIMINGS).scenes[0]);
  expect(layOut(document, withServerTimes(TIMINGS, timeline(99), document, known))).toEqual(layOut(document, TIMINGS));
  expect(withServerTimes(TIMINGS, timeline(SCENES[0]?.version ?? 0), after, known).paged.size).toBe(0);
});
