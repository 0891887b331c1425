/** Portuguese first, then English. Each area's texts of a language are one file, loaded when somebody goes there. */
import i18n, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["pt-BR", "en"] as const;
export type InterfaceLanguage = (typeof LANGUAGES)[number];

const KEPT = "tecnocursos.language";
type Texts = Record<string, () => Promise<Record<string, unknown>>>;

/** Where the texts are, `pt-BR/common` and the like: those of pages for whoever is not signed in, others once they are known. */
const texts: Texts = {};

/** Files of texts, as Vite lists them. */
export function addTexts(files: Texts): void {
  for (const [path, load] of Object.entries(files)) {
    texts[path.replace(/^.*locales\/(.*)\.json$/, "$1")] = load;
  }
}

addTexts(import.meta.glob<Record<string, unknown>>("../locales/*/{account,common,watch}.json", { import: "default" }));

const files: BackendModule = {
  type: "backend",
  init() {},
  read(language, area, done) {
    const load = texts[`${language}/${area}`];
    if (load === undefined) done(new Error(`no texts of ${area} in ${language}`), null);
    else
      load().then(
        (loaded) => done(null, loaded as ResourceKey),
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
