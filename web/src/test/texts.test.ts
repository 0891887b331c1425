import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FILES = import.meta.glob<Record<string, unknown>>("../locales/*/*.json", { import: "default", eager: true });

function keys(texts: Record<string, unknown>, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [prefix + key] : keys(text as Record<string, unknown>, `${prefix}${key}.`),
  );
}

function texts(area: string, language: string): Record<string, unknown> {
  return FILES[`../locales/${language}/${area}.json`] ?? {};
}

const areas = [...new Set(Object.keys(FILES).map((path) => path.split("/").at(-1)?.replace(".json", "") ?? ""))];

test.each(areas)("%s says the same in both languages", (area) => {
  expect(keys(texts(area, "en")).sort()).toEqual(keys(texts(area, "pt-BR")).sort());
});

test.each(areas)("%s fills the same places in both languages", (area) => {
  const places = (language: string) => {
    const found = JSON.stringify(texts(area, language)).match(/\{\{\w+\}\}/g) ?? [];
    return [...new Set(found)].sort();
  };
  expect(places("en")).toEqual(places("pt-BR"));
});

const SRC = join(import.meta.dirname, "..");
const SOURCE = readdirSync(SRC, { recursive: true, encoding: "utf-8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test.") && !path.startsWith("api/"))
  .map((path) => readFileSync(join(SRC, path), "utf-8"))
  .join("\n");

/**
 * Whether the sources write this key, or one that is put together and may be this one: `states.${state}` is taken to be
 * every `states.…`, and `${area}.title` every `….title` of two parts. So a key that is told to be dead is dead; not all
 * dead ones are told.
 */
function knowerOfKeys(source: string): (area: string, key: string) => boolean {
  const written = new Set([...source.matchAll(/"([\w.:+-]+)"/g)].map(([, key]) => key));
  const prefixes = [...source.matchAll(/keyPrefix: "([\w.]+)"/g)].map(([, prefix]) => `${prefix}.`);
  const patterns = [...source.matchAll(/`((?:[\w.:-]|\$\{[^`]*?\})*\$\{(?:[\w.:-]|\$\{[^`]*?\}|[^`])*?)`/g)].flatMap(
    ([, template = ""]) => {
      const parts = template.replace(/^\w+:/, "").split(/\$\{[^}]*\}/);
      if (!/\w/.test(parts.join("")) || !/^[\w.-]*$/.test(parts.join(""))) return [];
      const [first, ...rest] = parts.map((part) => part.replaceAll(".", "\\."));
      return new RegExp(`^${first === "" ? "[^.]+" : `${first}.+`}${rest.join(".+").replace(/^\.\+/, "")}$`);
    },
  );
  return (area, key) => {
    const bare = key.replace(/_(zero|one|many|other)$/, "");
    const names = [
      key,
      bare,
      ...prefixes.filter((prefix) => bare.startsWith(prefix)).map((prefix) => bare.slice(prefix.length)),
    ];
    return names.some(
      (name) => written.has(name) || written.has(`${area}:${name}`) || patterns.some((pattern) => pattern.test(name)),
    );
  };
}

test.each(areas)("somebody says each text of %s", (area) => {
  const isUsed = knowerOfKeys(SOURCE);
  expect(keys(texts(area, "pt-BR")).filter((key) => !isUsed(area, key))).toEqual([]);
});

test("a text that nobody says is found out", () => {
  const isUsed = knowerOfKeys(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text, as it is written
    't("a.written"); t("x:b"); t(`states.${state}`); t(`${area}.lead`); { keyPrefix: "words" }; t("c")',
  );
  for (const key of ["a.written", "a.written_one", "b", "states.any", "some.lead", "words.c"])
    expect([key, isUsed("x", key)]).toEqual([key, true]);
  for (const key of ["a.other", "states", "some.deep.lead", "words.d"])
    expect([key, isUsed("x", key)]).toEqual([key, false]);
});
