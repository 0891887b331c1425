import { expect, test } from "vitest";
import { asQuery, exportAddress, NO_FILTER } from "./filter";

test("what is not filtered is not asked for", () => {
  expect(asQuery(NO_FILTER)).toEqual({});
  expect(exportAddress(NO_FILTER, "csv")).toBe("/api/v1/audit/export?format=csv");
});

test("days are the person's own, and the last one belongs to them", () => {
  const { since, until } = asQuery({ ...NO_FILTER, from: "2026-11-30", to: "2026-12-31" });
  expect(new Date(String(since))).toEqual(new Date(2026, 10, 30));
  expect(new Date(String(until))).toEqual(new Date(2027, 0, 1));
});

test("what is typed half or wrongly asks for no moment", () => {
  expect(asQuery({ ...NO_FILTER, from: "2026-", to: "x" })).toEqual({});
});

test("a file has the same filters as the list", () => {
  const filter = { ...NO_FILTER, action: "project.", subject: "  a&b  " };
  expect(asQuery(filter)).toEqual({ action: "project.", subject_id: "a&b" });
  expect(exportAddress(filter, "ndjson")).toBe("/api/v1/audit/export?action=project.&subject_id=a%26b&format=ndjson");
});
