import { expect, test } from "vitest";
import { sortDropped } from "./accepted";

const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const why = (files: File[], largest?: number) => {
  const found = sortDropped(files, largest);
  return found.kind === "refused" ? found.why : found.kind;
};

test.each([
  ["Aula 1.PPTX", "document"],
  ["manual.v2.pdf", "document"],
  ["texto.md", "document"],
  ["curso.course.json", "course"],
  ["antigo.ppt", "old"],
  ["folha.xlsx", "type"],
  ["sem-nome", "type"],
])("%s is %s", (name, expected) => {
  expect(why([file(name)])).toBe(expected);
});

test("what cannot become a course is refused before it is sent", () => {
  expect(why([])).toBe("none");
  expect(why([file("a.pdf"), file("b.pdf")])).toBe("several");
  expect(why([file("a.pdf", 0)])).toBe("empty");
  expect(why([file("a.pdf", 11)], 10)).toBe("large");
  expect(why([file("a.pdf", 10)], 10)).toBe("document");
});

test("a course comes with the files that it names", () => {
  const [course, picture, sound] = [file("c.json"), file("p.png"), file("s.mp3")];
  expect(sortDropped([picture, course, sound] as File[])).toEqual({ kind: "course", course, media: [picture, sound] });
});
