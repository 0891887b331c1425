import { describe, expect, test } from "vitest";
import type { Slide } from "../doc/document";
import {
  aligned,
  around,
  type Box,
  distributed,
  HANDLES,
  linesOf,
  resized,
  snapped,
  touched,
  withinFrame,
} from "./geometry";
import { textAt, withTextAt } from "./texts";

const FRAME = { width: 1920, height: 1080 };
const box = (x: number, y: number, width = 400, height = 200): Box => ({ x, y, width, height });

describe("boxes", () => {
  test("none of those that are moved together leaves the frame", () => {
    expect(withinFrame([box(100, 0), box(1500, 500)], 200, -50, FRAME)).toEqual([20, 0]);
    expect(withinFrame([box(100, 0), box(1500, 500)], -300, 900, FRAME)).toEqual([-100, 380]);
  });

  test.each(HANDLES)("a handle moves its own edges and no others: %o", (handle) => {
    const after = resized(box(500, 500), handle, 30, 40, FRAME);
    expect(after.x).toBe(handle.x === -1 ? 530 : 500);
    expect(after.x + after.width).toBe(handle.x === 1 ? 930 : 900);
    expect(after.y).toBe(handle.y === -1 ? 540 : 500);
    expect(after.y + after.height).toBe(handle.y === 1 ? 740 : 700);
  });

  test("a box stays within the frame and does not turn inside out", () => {
    const wide = resized(box(500, 500), { x: 1, y: 1 }, 9000, 9000, FRAME);
    expect(around([wide, box(0, 0, 1920, 1080)])).toEqual(box(0, 0, 1920, 1080));
    const narrow = resized(box(500, 500), { x: -1, y: 0 }, 9000, 0, FRAME);
    expect([narrow.x + narrow.width, Math.round(narrow.width)]).toEqual([900, 38]);
  });

  test("what moves snaps by its edges and its centre, and says to which line", () => {
    const lines = linesOf([box(1000, 600)], FRAME);
    expect(snapped(box(100, 100), null, [895, 3], lines, 10)).toEqual({
      ...{ dx: 900, dy: 3, guides: [{ axis: "x", at: 1000 }] },
    });
    const centred = snapped(box(100, 100), null, [656, 0], lines, 10);
    expect(centred).toMatchObject({ dx: 660, guides: [{ axis: "x", at: 960 }] });
    expect(snapped(box(100, 100), null, [300, 70], lines, 10).guides).toEqual([]);
  });

  test("only the edges of a handle snap", () => {
    const lines = linesOf([], FRAME);
    expect(snapped(box(100, 100), { x: 1, y: 0 }, [455, 0], lines, 10)).toEqual({
      ...{ dx: 460, dy: 0, guides: [{ axis: "x", at: 960 }] },
    });
  });

  test("one is aligned with the frame, several with one another", () => {
    expect(aligned([box(1, 2)], "centre", FRAME)).toEqual([box(760, 2)]);
    expect(aligned([box(100, 0), box(300, 50)], "left", FRAME)).toEqual([box(100, 0), box(100, 50)]);
    expect(aligned([box(100, 0), box(300, 50)], "bottom", FRAME)).toEqual([box(100, 50), box(300, 50)]);
  });

  test("gaps become equal, whatever the order", () => {
    const boxes = [box(1000, 0, 100), box(0, 0, 100), box(250, 0, 100)];
    expect(distributed(boxes, "x").map(({ x }) => x)).toEqual([1000, 0, 500]);
  });

  test("a frame that is drawn touches what it reaches into", () => {
    const boxes = [box(0, 0), box(500, 0), box(0, 500)];
    expect(touched(boxes, box(350, 50, 200, 10))).toEqual([box(0, 0), box(500, 0)]);
  });
});

describe("texts", () => {
  const slide = { kind: "two_columns", title: "Cabos", left: { heading: "Bom", items: [{ text: "Fibra", level: 1 }] } };
  const table = {
    kind: "table",
    rows: [
      ["a", "b"],
      ["c", "d"],
    ],
  } as unknown as Slide;

  test("are read and written by their paths", () => {
    const now = slide as unknown as Slide;
    expect(textAt(now, "left.items.0.text")).toBe("Fibra");
    expect(withTextAt(now, "left.items.0.text", "Luz")).toEqual({
      ...slide,
      left: { heading: "Bom", items: [{ text: "Luz", level: 1 }] },
    });
    expect(withTextAt(table, "rows.1.0", "x")).toMatchObject({
      rows: [
        ["a", "b"],
        ["x", "d"],
      ],
    });
    expect(withTextAt(now, "title", "Redes")).toMatchObject({ title: "Redes", left: slide.left });
  });

  test("that are not there are not made", () => {
    const now = slide as unknown as Slide;
    for (const path of ["left.items.7.text", "right.heading", "left.items", "kind.x"]) {
      expect(textAt(now, path)).toBeNull();
      expect(withTextAt(now, path, "x")).toBe(now);
    }
  });
});
