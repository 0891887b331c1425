import { expect, test } from "vitest";
import type { PartChange, Proposal } from "../../api/types.gen";
import { countTaken, decisionsFor, partsOf, usualDecision } from "./decisions";

const proposal = (of: Partial<Proposal>): Proposal => ({ key: "a", kind: "update", scene_id: "a", ...of });

test.each([
  [proposal({}), "accept"],
  [proposal({ kind: "remove" }), "accept"],
  [proposal({ kind: "remove", is_edited: true }), "reject"],
  [proposal({ kind: "review" }), "reject"],
  [proposal({ kind: "add", conflicts: [{ kind: "deleted_by_author", field: "scene" }] }), "reject"],
])("%o is decided beforehand: %s", (one, decision) => {
  expect(usualDecision(one)).toBe(decision);
});

test("each question gets an answer, and what was chosen goes before the usual", () => {
  const proposals = [proposal({ key: "a" }), proposal({ key: "b" }), proposal({ key: "c", kind: "review" })];
  const decisions = decisionsFor(proposals, { b: "document" });
  expect(decisions).toEqual({ a: "accept", b: "document" });
  expect(countTaken({ ...decisions, a: "reject" })).toBe(1);
});

test("a proposal is shown with the parts of the document that it is about", () => {
  const part = (old_id: string | null, new_id: string | null): PartChange => ({
    state: "changed",
    kind: "paragraph",
    old_id,
    new_id,
    place: {},
  });
  const parts = [part("1", "9"), part("2", "8"), part(null, "7")];
  expect(partsOf(proposal({ touched_by: ["2"] }), parts)).toEqual([parts[1]]);
  const added = proposal({
    kind: "add",
    proposed: { id: "new:1", slide: { kind: "title", title: "x" }, lines: [{ text: "x", sources: ["7"] }] },
  });
  expect(partsOf(added, parts)).toEqual([parts[2]]);
});
