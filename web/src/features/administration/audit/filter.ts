import type { ListAuditEntriesData } from "../../../api/types.gen";

type Query = NonNullable<ListAuditEntriesData["query"]>;

export interface AuditFilter {
  action: string | null;
  actor: string | null;
  kind: string | null;
  subject: string;
  /** Days as the browser's fields give them: 2026-11-26, both included. */
  from: string;
  to: string;
}

export const NO_FILTER: AuditFilter = { action: null, actor: null, kind: null, subject: "", from: "", to: "" };

/** As the API asks for it; moments are those of the person's own days. */
export function asQuery(filter: AuditFilter): Query {
  const { action, actor, kind, subject, from, to } = filter;
  const since = startOf(from, 0);
  const until = startOf(to, 1);
  return {
    ...(action && { action }),
    ...(actor && { actor_id: actor }),
    ...(kind && { subject_kind: kind }),
    ...(subject.trim() && { subject_id: subject.trim() }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

function startOf(day: string, daysLater: number): string | null {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** Where the same entries come as a file. */
export function exportAddress(filter: AuditFilter, format: "csv" | "ndjson"): string {
  return `/api/v1/audit/export?${new URLSearchParams({ ...(asQuery(filter) as Record<string, string>), format })}`;
}
