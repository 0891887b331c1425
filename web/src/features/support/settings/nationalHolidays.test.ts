import { expect, it } from "vitest";
import { nationalHolidays } from "./nationalHolidays";

it("knows the days that move with Easter", () => {
  expect(nationalHolidays(2026)).toContain("2026-04-03");
  expect(nationalHolidays(2027)).toContain("2027-03-26");
  expect(nationalHolidays(2038)).toContain("2038-04-23");
  expect(nationalHolidays(2026)).toHaveLength(10);
});
