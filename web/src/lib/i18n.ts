/** Portuguese first, then English. Each area's texts of a language are one file, loaded when somebody goes there. */
import i18n, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["pt-BR", "en"] as const;
export type InterfaceLanguage = (typeof LANGUAGES)[number];

const KEPT = "tecnocursos.language";
const TEXTS = import.meta.glob<Record<string, unknown>>("../locales/*/*.json", { import: "default" });

const files: BackendModule = {
  type: "backend",
  init() {},
  read(language, area, done) {
    const load = TEXTS[`../locales/${language}/${area}.json`];
    if (load === undefined) done(new Error(`no texts of ${area} in ${language}`), null);
    else
      load().then(
        (texts) => done(null, texts as ResourceKey),
        (error: Error) => done(error, null),
      );
  },
};

/** What was chosen last, else the first of the browser's languages that is spoken here, else Portuguese. */
function preferredLanguage(kept: string | null, browser: readonly string[]): InterfaceLanguage {
  if (kept === "pt-BR" || kept === "en") return kept;
  for (const language of browser) {
    if (language.toLowerCase().startsWith("pt")) return "pt-BR";
    if (language.toLowerCase().startsWith("en")) return "en";
  }
  return "pt-BR";
}

export async function startLanguages(): Promise<void> {
  await i18n
    .use(files)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(localStorage.getItem(KEPT), navigator.languages),
      fallbackLng: false,
      load: "currentOnly",
      ns: ["common"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
    });
  document.documentElement.lang = i18n.language;
}

export async function speak(language: InterfaceLanguage): Promise<void> {
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEPT, language);
}

/** The language's name in the API. */
export function apiLanguage(): "pt-BR" | "en-US" {
  return i18n.language === "en" ? "en-US" : "pt-BR";
}

export default i18n;
