import { beforeAll, expect, test } from "vitest";
import i18n, { startLanguages } from "./i18n";
import { ago, clock, fileSize } from "./time";

beforeAll(async () => {
  await startLanguages();
  await i18n.changeLanguage("en");
});

test.each([
  [0, "0:00"],
  [59_999, "0:59"],
  [187_000, "3:07"],
  [3_729_000, "1:02:09"],
])("%d ms on a clock", (milliseconds, shown) => {
  expect(clock(milliseconds)).toBe(shown);
});

test.each([
  [0, "now"],
  [59, "now"],
  [60, "1 minute ago"],
  [7200, "2 hours ago"],
  [86_400, "yesterday"],
])("%d seconds ago", (seconds, shown) => {
  const now = Date.UTC(2026, 10, 26);
  expect(ago(new Date(now - seconds * 1000).toISOString(), now)).toBe(shown);
});

test.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1500, "1.5 kB"],
  [2_000_000, "2 MB"],
])("%d bytes", (bytes, shown) => {
  expect(fileSize(bytes)).toBe(shown);
});
