import { describe, expect, it } from "vitest";
import { keptEnd, nextSpan, shownEnd, spansOf, USUAL, withSpans } from "./hours";

describe("opening hours", () => {
  it("change on one day and stay on the others", () => {
    const changed = withSpans(USUAL, 2, []);
    expect(changed.map(({ weekday }) => weekday)).toEqual([0, 1, 3, 4]);
    expect(withSpans(changed, 2, spansOf(USUAL, 2))).toEqual(USUAL);
  });

  it("get a period after the last one, within the day", () => {
    expect(nextSpan([], 5)).toEqual({ weekday: 5, opens: "08:00", closes: "18:00" });
    expect(nextSpan([{ weekday: 5, opens: "08:00", closes: "12:00" }], 5)).toEqual({
      weekday: 5,
      opens: "13:00",
      closes: "15:00",
    });
    expect(nextSpan([{ weekday: 5, opens: "08:00", closes: "23:30" }], 5).closes).toBe("24:00");
  });

  it("show the end of the day as midnight", () => {
    expect(shownEnd("24:00")).toBe("00:00");
    expect(keptEnd(shownEnd("24:00"))).toBe("24:00");
    expect(keptEnd("18:00")).toBe("18:00");
  });
});
