import { beforeAll, expect, test } from "vitest";
import i18n, { startLanguages } from "../../../lib/i18n";
import { change, duration, money, percent, share } from "./numbers";
import { askedOf, WEEK } from "./period";

beforeAll(async () => {
  await startLanguages();
  await i18n.changeLanguage("en");
});

test.each([
  [null, "–"],
  [0, "0s"],
  [45, "45s"],
  [61, "1m 1s"],
  [2391, "39m"],
  [7800, "2h 10m"],
  [86_400, "1 day"],
  [190_800, "2 days 5h"],
])("%s seconds", (seconds, shown) => {
  expect(duration(seconds)).toBe(shown);
});

test("small sums keep their digits", () => {
  expect(money(6800, "USD")).toBe("$0.0068");
  expect(money(4_490_000, "USD")).toBe("$4.49");
});

test("of nothing there is no share, and no change from nothing", () => {
  expect(percent(share(1, 0))).toBe("–");
  expect(percent(share(1, 3))).toBe("33%");
  expect(change(2, 0)).toBeNull();
  expect(change(3, 2)).toBe(0.5);
});

test("own days are asked for once both are chosen and in order", () => {
  const own = { ...WEEK, span: "own" as const, since: "2026-11-01" };
  expect(askedOf(own)).toBeNull();
  expect(askedOf({ ...own, until: "2026-10-01" })).toBeNull();
  expect(askedOf({ ...own, until: "2026-11-02" })).toMatchObject({ since: "2026-11-01", until: "2026-11-02" });
});
