/** Where the findings of a report belong in the document as it is now, and which of them still hold there. */
import type { Line as ApiLine, FindingDetails, ProjectReport, SourcePart } from "../../../../api/types.gen";
import type { Known } from "../doc/baseline";
import { type Document, type LineId, type SceneId, scenesInOrder } from "../doc/document";
import { inOrder } from "../doc/order";

export interface Review {
  readonly report: ProjectReport;
  readonly lines: ReadonlyMap<LineId, readonly FindingDetails[]>;
}

/** The server counts lines; here they have ids. A line that was moved meanwhile is known by what it says. */
export function placeFindings(
  report: ProjectReport,
  document: Document,
  saved: ReadonlyMap<SceneId, Known>,
): ReadonlyMap<LineId, readonly FindingDetails[]> {
  const own = new Map([...saved].map(([id, known]) => [known.serverId, id]));
  const placed = new Map<LineId, FindingDetails[]>();
  for (const details of report.findings) {
    const content = document.scenes[own.get(details.scene) ?? ""]?.content;
    if (content === undefined) continue;
    const said = inOrder(content.lines).filter((line) => line.spoken.text.trim() !== "");
    const counted = said[details.finding.line_index];
    const line =
      counted?.spoken.text === details.text ? counted : said.find(({ spoken }) => spoken.text === details.text);
    if (line !== undefined) placed.set(line.id, [...(placed.get(line.id) ?? []), details]);
  }
  return placed;
}

/** Those that still hold while somebody writes: what is not written there any more is no finding, nor what is confirmed. */
export function holding(findings: readonly FindingDetails[] | undefined, line: ApiLine): readonly FindingDetails[] {
  if (findings === undefined || (line.origin === "author" && (line.sources ?? []).length === 0)) return [];
  return findings.filter(({ finding, text }) => {
    if (line.confirmed?.includes(finding.token)) return false;
    const isWritten = finding.where !== "lost" && finding.token !== "";
    return isWritten ? line.text.includes(finding.token) : line.text === text;
  });
}

interface Warning {
  readonly sceneId: SceneId;
  readonly place: number;
  readonly lineId: LineId;
  readonly text: string;
  readonly details: FindingDetails;
}

/** All that hold, in the order of the course. */
export function warningsOf(review: Review | null, document: Document): readonly Warning[] {
  if (review === null || review.lines.size === 0) return [];
  return scenesInOrder(document).flatMap(({ id, content }, place) =>
    inOrder(content.lines).flatMap(({ id: lineId, spoken }) =>
      holding(review.lines.get(lineId), spoken).map((details) => ({
        ...{ sceneId: id, place, lineId, text: spoken.text, details },
      })),
    ),
  );
}

export function countWarnings(review: Review | null, document: Document): ReadonlyMap<SceneId, number> {
  const counts = new Map<SceneId, number>();
  for (const { sceneId } of warningsOf(review, document)) counts.set(sceneId, (counts.get(sceneId) ?? 0) + 1);
  return counts;
}

/** The scene after which a part of the document belongs: the last of its section, or of the nearest section before. */
export function placeOfSection(document: Document, parts: readonly SourcePart[], section: string): SceneId | null {
  const order = [...new Set(parts.map((part) => part.section_id))];
  const at = order.indexOf(section);
  let found: SceneId | null = null;
  let best = -1;
  for (const { id, content } of scenesInOrder(document)) {
    const place = order.indexOf(content.rest.section_id ?? "");
    if (place < 0 || place > at || place < best) continue;
    best = place;
    found = id;
  }
  return found;
}
