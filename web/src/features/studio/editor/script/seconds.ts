import i18n from "../../../../lib/i18n";

/** Milliseconds as seconds, as they are written in the person's language. */
export function seconds(ms: number, digits = 2): string {
  return (ms / 1000).toLocaleString(i18n.language, { maximumFractionDigits: digits });
}

/** For a number field: the person's own decimal sign is shown, and both are taken. */
export function decimals() {
  return { decimalSeparator: i18n.language === "en" ? "." : ",", allowedDecimalSeparators: [".", ","] };
}
