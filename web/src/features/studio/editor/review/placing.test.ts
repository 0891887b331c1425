import { describe, expect, it } from "vitest";
import type { FindingDetails, Line, ProjectReport, SourcePart } from "../../../../api/types.gen";
import { type Content, type Document, type Scene, toApi } from "../doc/document";
import { appendLines, confirmWord, quoteDocument } from "../doc/wordCommands";
import { holding, placeFindings, placeOfSection, warningsOf } from "./placing";

function scene(id: string, order: string, lines: readonly string[], section: string | null = null): Scene {
  const placed = lines.map((text, at) => [
    `${id}${at}`,
    { id: `${id}${at}`, order: String(at), spoken: { text, origin: "text", sources: ["b1"] } },
  ]);
  const content: Content = {
    slide: { kind: "title", title: id },
    lines: Object.fromEntries(placed),
    chapter: null,
    rest: { section_id: section, shows: [], transition: null, look: null },
  };
  return { id, order, key: id, content };
}

function documentOf(...scenes: Scene[]): Document {
  return { title: "Curso", lexicon: {}, scenes: Object.fromEntries(scenes.map((one) => [one.id, one])) };
}

function found(text: string, token: string, line_index: number, where: "missing" | "lost" = "missing"): FindingDetails {
  const kind = where === "lost" ? "negation" : "number";
  return {
    finding: { scene_id: "a", line_index, kind, token, where },
    scene: "server-a",
    text,
    quote: null,
    en: "",
    pt: "",
  };
}

const report = (...findings: FindingDetails[]): ProjectReport => ({
  ...{ covered_percent: 50, parts: [], checked_lines: 2, author_lines: 0, findings },
});
const saved = new Map([["a", { serverId: "server-a", version: 1, content: toApi(scene("a", "1", []).content) }]]);

describe("findings of a report", () => {
  it("belong to the lines that they were found in, though an empty one stands before", () => {
    const course = documentOf(scene("a", "1", ["", "São 90 metros.", "Outra."]));
    const placed = placeFindings(report(found("São 90 metros.", "90 metros", 0)), course, saved);
    expect([...placed.keys()]).toEqual(["a1"]);
  });

  it("follow a line that was moved meanwhile, and go with one that is gone", () => {
    const course = documentOf(scene("a", "1", ["Nova.", "São 90 metros."]));
    const findings = report(found("São 90 metros.", "90 metros", 0), found("Foi apagada em 1999.", "1999", 1));
    expect([...placeFindings(findings, course, saved).keys()]).toEqual(["a1"]);
  });

  it("hold while the word is still written and nobody confirmed it", () => {
    const findings = [found("São 90 metros.", "90 metros", 0), found("São 90 metros.", "não", 0, "lost")];
    const said = (text: string, more: Partial<Line> = {}): Line => ({
      text,
      sources: ["b1"],
      origin: "author",
      ...more,
    });
    expect(holding(findings, said("São 90 metros."))).toHaveLength(2);
    expect(holding(findings, said("São uns 90 metros."))).toHaveLength(1);
    expect(holding(findings, said("São 9 metros."))).toHaveLength(0);
    expect(holding(findings, said("São 90 metros.", { confirmed: ["90 metros", "não"] }))).toHaveLength(0);
    expect(holding(findings, said("São 90 metros.", { sources: [] }))).toHaveLength(0);
  });

  it("are gone once a person quotes the document or confirms the word", () => {
    const course = documentOf(scene("a", "1", ["São 90 metros."]));
    const review = {
      report: report(),
      lines: placeFindings(report(found("São 90 metros.", "90 metros", 0)), course, saved),
    };
    expect(warningsOf(review, course)).toHaveLength(1);
    expect(warningsOf(review, confirmWord("a", "a0", "90 metros")(course))).toHaveLength(0);
    const quoted = quoteDocument("a", "a0", "São 20 metros.")(course);
    expect(quoted.scenes.a?.content?.lines.a0?.spoken).toMatchObject({ text: "São 20 metros.", origin: "text" });
    expect(warningsOf(review, quoted)).toHaveLength(0);
  });
});

describe("what was left out", () => {
  const parts = ["s1", "s2", "s3"].map(
    (section_id): SourcePart => ({
      ...{ id: section_id, kind: "title", text: "", place: {}, section_id, section_title: null, picture: null },
    }),
  );

  it("goes behind its own section, else behind the one before", () => {
    const course = documentOf(scene("a", "1", ["x"], "s1"), scene("b", "2", ["x"], "s1"), scene("c", "3", ["x"], "s3"));
    expect(placeOfSection(course, parts, "s1")).toBe("b");
    expect(placeOfSection(course, parts, "s2")).toBe("b");
    expect(placeOfSection(course, parts, "s3")).toBe("c");
    expect(placeOfSection(documentOf(scene("a", "1", ["x"])), parts, "s1")).toBeNull();
  });

  it("is said at the end of a scene", () => {
    const course = documentOf(scene("a", "1", ["Antes."]));
    const after = appendLines("a", [{ text: "Depois.", sources: ["b2"], origin: "text" }])(course);
    const lines = Object.values(after.scenes.a?.content?.lines ?? {}).sort((one, other) =>
      one.order < other.order ? -1 : 1,
    );
    expect(lines.map((line) => line.spoken.text)).toEqual(["Antes.", "Depois."]);
    expect(appendLines("a", [])(course)).toBe(course);
  });
});
