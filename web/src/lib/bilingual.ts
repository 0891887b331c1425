import { apiLanguage } from "./i18n";

/** What the server keeps in both languages, e.g. why a job failed, in the person's own. */
export function inOwnLanguage<Text>(said: { en: Text; pt: Text }): Text;
export function inOwnLanguage<Text>(said: { en: Text; pt: Text } | null | undefined): Text | undefined;
export function inOwnLanguage<Text>(said: { en: Text; pt: Text } | null | undefined): Text | undefined {
  return apiLanguage() === "en-US" ? said?.en : said?.pt;
}
