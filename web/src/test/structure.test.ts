/** What keeps the app easy to find one's way in: short files, and imports that go one way. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const MOST_LINES = 250;
/** What lies beside them, `router.tsx` and the like, puts all together. */
const ROOMS = ["features", "ui", "lib", "api"];
/** Besides itself; a feature is a room of its own. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  features: ["ui", "lib", "api", "locales"],
  ui: ["lib", "api", "locales"],
  lib: ["api", "locales"],
};
const DOC = "features/studio/editor/doc/";
const SHOWN = /^(react|react-dom|@mantine\/|@tanstack\/|@dnd-kit\/)/;

interface Import {
  from: string;
  /** A path within `src`, or a package's name. */
  to: string;
}

function resolve(from: string, to: string): string {
  return to.startsWith(".") ? new URL(to, `file:///${from}`).pathname.slice(1) : to;
}

function importsOf(from: string, source: string): Import[] {
  const found = source.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()"([^"]+)"/g);
  return [...found].map(([, to = ""]) => ({ from, to: resolve(from, to) }));
}

const SRC = join(import.meta.dirname, "..");
const paths = readdirSync(SRC, { recursive: true, encoding: "utf-8" })
  .filter((path) => /\.(tsx?|css)$/.test(path) && !path.startsWith("api/"))
  // What it names below are examples.
  .filter((path) => path !== "test/structure.test.ts");
const sources = new Map(paths.map((path) => [path, readFileSync(join(SRC, path), "utf-8")]));
const imports = [...sources].flatMap(([path, source]) => importsOf(path, source));

function isAllowed({ from, to }: Import): boolean {
  const [room = "", feature] = from.split("/");
  const [target = "", other] = to.split("/");
  if (!ROOMS.includes(room) || !isOwn(to)) return true;
  if (target === room) return room !== "features" || feature === other;
  return MAY_IMPORT[room]?.includes(target) ?? false;
}

function isOwn(to: string): boolean {
  const [target = ""] = to.split("/");
  return [...ROOMS, "locales", "test", "inside", "router", "main"].includes(target);
}

test("the sources are found", () => {
  expect(sources.size).toBeGreaterThan(200);
  expect(imports.length).toBeGreaterThan(1000);
});

test("a file is read in one go", () => {
  const long = [...sources].map(([path, source]) => [path, source.split("\n").length - 1] as const);
  expect(long.filter(([, lines]) => lines > MOST_LINES)).toEqual([]);
});

test("features stand on ui, lib and api, which know nothing of them, nor they of each other", () => {
  expect(imports.filter((one) => !isAllowed(one))).toEqual([]);
});

test("a course's document is plain TypeScript: it can be thought of, and tested, without a page", () => {
  const inside = imports.filter(({ from }) => from.startsWith(DOC));
  expect(inside.length).toBeGreaterThan(20);
  expect(inside.filter(({ to }) => SHOWN.test(to) || to.startsWith("ui/"))).toEqual([]);
});

test.each([
  { from: "lib/time.ts", to: "../ui/Page", is: false },
  { from: "ui/Page.tsx", to: "../features/brands/BrandPage", is: false },
  { from: "features/brands/BrandPage.tsx", to: "../courses/queries", is: false },
  { from: "features/brands/BrandPage.tsx", to: "../../router", is: false },
  { from: "features/brands/BrandPage.tsx", to: "./queries", is: true },
  { from: "features/brands/BrandPage.tsx", to: "../../ui/Page", is: true },
  { from: "features/brands/BrandPage.tsx", to: "react", is: true },
  { from: "router.tsx", to: "./features/brands/BrandPage", is: true },
])("$from may look at $to: $is", ({ from, to, is }) => {
  expect(importsOf(from, `import { a } from "${to}";\nimport("${to}");`).map(isAllowed)).toEqual([is, is]);
});
