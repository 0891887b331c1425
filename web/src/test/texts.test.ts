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
