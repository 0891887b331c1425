/** Opening hours as the page shows them: days of the week with their periods. */
import type { OpeningSpan } from "../../../api/types.gen";

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

const WORKDAYS = [0, 1, 2, 3, 4];

/** What most providers have, to begin with. */
export const USUAL: readonly OpeningSpan[] = WORKDAYS.map((weekday) => ({ weekday, opens: "08:00", closes: "18:00" }));

export function spansOf(hours: readonly OpeningSpan[], weekday: number): OpeningSpan[] {
  return hours.filter((span) => span.weekday === weekday);
}

export function withSpans(
  hours: readonly OpeningSpan[],
  weekday: number,
  spans: readonly OpeningSpan[],
): OpeningSpan[] {
  return [...hours.filter((span) => span.weekday !== weekday), ...spans].sort((a, b) => a.weekday - b.weekday);
}

/** One more period of a day: the first from eight to six, others for two hours after the last. */
export function nextSpan(spans: readonly OpeningSpan[], weekday: number): OpeningSpan {
  const last = spans.at(-1);
  if (last === undefined) return { weekday, opens: "08:00", closes: "18:00" };
  const hour = Number(last.closes.slice(0, 2)) + 1;
  return { weekday, opens: clock(Math.min(hour, 22)), closes: clock(Math.min(hour + 2, 24)) };
}

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** A field for times knows no 24:00: midnight at the end of a period is the end of the day. */
export const shownEnd = (closes: string) => (closes === "24:00" ? "00:00" : closes);
export const keptEnd = (shown: string) => (shown === "00:00" ? "24:00" : shown);
