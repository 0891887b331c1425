import { expect, test } from "vitest";
import { documentFrom } from "../doc/document";
import { layOut } from "../timeline/timing";
import { placeOf } from "./place";

const line = (text: string, ...sources: string[]) => ({ text, sources });
const scene = (position: number, shows: string[], ...lines: ReturnType<typeof line>[]) => ({
  ...{ id: `s${position}`, key: `s${position}`, position, shows, lines, chapter: null, section_id: null },
  ...{ transition: null, look: null, slide: { kind: "section", title: `Cena ${position}` } },
});
const document = documentFrom("Curso", [
  scene(0, [], line("Bem-vindo.")),
  scene(1, ["b7"], line("Primeiro isto.", "b1"), line("Depois aquilo.", "b2", "b3")),
  scene(2, [], line("De novo.", "b3")),
] as never);
const layout = layOut(document, { lines: new Map(), paged: new Map() } as never);

test("a block is told where a line first names it", () => {
  const place = placeOf(document, layout, ["b9", "b3"]);
  const second = layout.scenes[1];
  expect(place).toMatchObject({ sceneId: "s1", number: 2 });
  expect(place?.atMs).toBe((second?.startMs ?? 0) + (second?.lines[1]?.startMs ?? 0));
  expect(place?.lineId).toBe(second?.lines[1]?.id);
});

test("what is only shown is told from its scene's first line on", () => {
  const place = placeOf(document, layout, ["b7"]);
  expect(place).toMatchObject({ sceneId: "s1", lineId: layout.scenes[1]?.lines[0]?.id });
});

test("what the course leaves out has no place", () => {
  expect(placeOf(document, layout, ["b8"])).toBeNull();
  expect(placeOf(document, layout, [])).toBeNull();
});
