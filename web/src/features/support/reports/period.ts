/** Which days a report is of, and of whom; as the address of the page and the API have them. */
import type { ReportServiceData } from "../../../api/types.gen";

export const GROUPINGS = ["person", "team", "number"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const SPANS = ["1", "7", "30", "90", "own"] as const;
export type Span = (typeof SPANS)[number];

export interface Wanted {
  span: Span;
  /** YYYY-MM-DD, of own days; empty until they are chosen. */
  since: string;
  until: string;
  channel: string | null;
  team: string | null;
  person: string | null;
}

export const WEEK: Wanted = { span: "7", since: "", until: "", channel: null, team: null, person: null };

export type Asked = NonNullable<ReportServiceData["query"]>;

/** Null while own days are not whole, or end before they begin. */
export function daysOf({ span, since, until }: Wanted): Asked | null {
  if (span !== "own") return { days: Number(span) };
  return since !== "" && until !== "" && since <= until ? { since, until } : null;
}

export function askedOf(wanted: Wanted): Asked | null {
  const days = daysOf(wanted);
  return (
    days && {
      ...days,
      channel_id: wanted.channel ?? undefined,
      team_id: wanted.team ?? undefined,
      user_id: wanted.person ?? undefined,
    }
  );
}
