/** Figures as people read them, in the page's language. */
import i18n from "../../../lib/i18n";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const UNITS = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [1, "second"],
] as const;

export function count(value: number): string {
  return new Intl.NumberFormat(i18n.language).format(value);
}

/** Null where there is nothing to take a share of. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function percent(value: number | null): string {
  if (value === null) return "–";
  return new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

/** Two units at most, the smaller one only where it tells something: "2 h 10 min", "39 min", "45 s". */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  const first = UNITS.findIndex(([length]) => seconds >= length);
  if (first === -1) return unit(0, "second");
  const [length, name] = UNITS[first] ?? UNITS[3];
  const [smaller, smallerName] = UNITS[first + 1] ?? [1, "second"];
  const rest = Math.floor((seconds % length) / smaller);
  const shown = unit(Math.floor(seconds / length), name);
  const isEnough = length === 1 || rest === 0 || (name === "minute" && seconds >= 10 * MINUTE);
  return isEnough ? shown : `${shown} ${unit(rest, smallerName)}`;
}

function unit(value: number, name: string): string {
  const options = { style: "unit", unit: name, unitDisplay: name === "day" ? "short" : "narrow" } as const;
  return new Intl.NumberFormat(i18n.language, options).format(value);
}

/** Of millionths of the currency; small sums with all their digits. */
export function money(micros: number, currency: string): string {
  const value = micros / 1_000_000;
  const digits = value !== 0 && value < 1 ? 4 : 2;
  return new Intl.NumberFormat(i18n.language, { style: "currency", currency, maximumFractionDigits: digits }).format(
    value,
  );
}

/** By how much of itself a figure changed; null where it was nothing. */
export function change(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / before;
}
