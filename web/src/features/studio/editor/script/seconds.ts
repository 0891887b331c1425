import i18n from "../../../../lib/i18n";

/** Milliseconds as seconds, as they are written in the person's language. */
export function seconds(ms: number, digits = 2): string {
  return (ms / 1000).toLocaleString(i18n.language, { maximumFractionDigits: digits });
}
