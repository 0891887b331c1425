/** Brazil's national holidays: Lei 662/1949 with its changes, Lei 6.802/1980, Lei 14.759/2023, and Good Friday. */

const FIXED = ["01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20", "12-25"];

const DAY_MS = 86_400_000;

/** YYYY-MM-DD, in order. */
export function nationalHolidays(year: number): string[] {
  const goodFriday = new Date(easter(year).getTime() - 2 * DAY_MS).toISOString().slice(5, 10);
  return [...FIXED, goodFriday].sort().map((day) => `${year}-${day}`);
}

/** By the anonymous Gregorian algorithm. */
function easter(year: number): Date {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const g = Math.floor((8 * century + 13) / 25);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - h - (ofCentury % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const months = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(months / 31) - 1, (months % 31) + 1));
}
