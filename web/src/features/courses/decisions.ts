/** What somebody decides about the proposals that a new version of a document brings. */
import type { Decisions, PartChange, Proposal } from "../../api/types.gen";

export type Decision = NonNullable<Decisions["default"]>;
export type Decided = Readonly<Record<string, Decision>>;

/** There is nothing to choose where a scene of the author's own only cites what changed. */
export function isQuestion(proposal: Proposal): boolean {
  return proposal.kind !== "review";
}

/** Follow the document and keep edits; a scene that somebody edited goes only when they say so. */
export function usualDecision(proposal: Proposal): Decision {
  if (!isQuestion(proposal)) return "reject";
  if (proposal.kind === "remove" && proposal.is_edited) return "reject";
  // The author took it out before: it does not come back by itself.
  if (proposal.conflicts?.some((conflict) => conflict.kind === "deleted_by_author")) return "reject";
  return "accept";
}

export function decisionsFor(proposals: readonly Proposal[], chosen: Decided): Record<string, Decision> {
  const questions = proposals.filter(isQuestion);
  return Object.fromEntries(questions.map((one) => [one.key, chosen[one.key] ?? usualDecision(one)]));
}

export function countTaken(decisions: Readonly<Record<string, Decision>>): number {
  return Object.values(decisions).filter((decision) => decision !== "reject").length;
}

/** The parts of the document that a proposal is about. */
export function partsOf(proposal: Proposal, parts: readonly PartChange[]): PartChange[] {
  const touched = new Set(proposal.touched_by ?? []);
  const shown = new Set(proposal.kind === "add" ? citedBy(proposal) : []);
  return parts.filter((part) => touched.has(part.old_id ?? "") || shown.has(part.new_id ?? ""));
}

function citedBy({ proposed }: Proposal): string[] {
  return [...(proposed?.shows ?? []), ...(proposed?.lines.flatMap((line) => line.sources ?? []) ?? [])];
}
