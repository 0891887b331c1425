/** Moments as an inbox tells them, in the page's language. */
import i18n from "../../../lib/i18n";

const DAY_MS = 86_400_000;

function format(instant: string | number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(i18n.language, options).format(new Date(instant));
}

export function timeOfDay(instant: string): string {
  return format(instant, { hour: "2-digit", minute: "2-digit" });
}

/** In a list: the time today, the weekday this week, else the date. */
export function shortTime(instant: string, now: number): string {
  const at = Date.parse(instant);
  if (new Date(at).toDateString() === new Date(now).toDateString()) return timeOfDay(instant);
  if (now - at < 6 * DAY_MS) return format(at, { weekday: "short" });
  return format(at, { day: "2-digit", month: "2-digit" });
}

/** Between messages of different days; `date` as in `Day`. */
export function dayName(date: string, now: number): string {
  const at = new Date(`${date}T12:00:00`);
  const days = Math.round((new Date(now).setHours(12, 0, 0, 0) - at.getTime()) / DAY_MS);
  const words = new Intl.RelativeTimeFormat(i18n.language, { numeric: "auto" });
  if (days === 0 || days === 1) return words.format(-days, "day");
  return format(at.getTime(), { weekday: "long", day: "numeric", month: "long" });
}

/** How long until a moment, or since it: 5 min, 3 h, 2 d. */
export function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000));
  const [value, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 2880
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1440), "day"];
  return new Intl.NumberFormat(i18n.language, { style: "unit", unit: unit as string, unitDisplay: "short" }).format(
    value as number,
  );
}
