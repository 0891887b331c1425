/** What each kind of provider's system is reached with, by the names that the server gives it. */
import type { ErpChoice } from "../../../api/types.gen";

export type Kind = ErpChoice["kind"];

export interface Option {
  readonly name: string;
  readonly form: "text" | "secret" | "number" | "yes";
  readonly isNeeded?: boolean;
  /** What holds where nothing is said. */
  readonly usual?: string;
}

export const OPTIONS: Record<Kind, readonly Option[]> = {
  example: [],
  hubsoft: [
    { name: "client_id", form: "text", isNeeded: true },
    { name: "client_secret", form: "secret", isNeeded: true },
    { name: "username", form: "text", isNeeded: true },
    { name: "password", form: "secret", isNeeded: true },
    { name: "unlock_days", form: "number", usual: "1" },
    { name: "visit_removal_reason", form: "number" },
  ],
  sgp: [
    { name: "app", form: "text", isNeeded: true },
    { name: "token", form: "secret", isNeeded: true },
    { name: "unlock_days", form: "number", usual: "3" },
    { name: "is_old", form: "yes" },
  ],
  ixc: [
    { name: "user", form: "text", isNeeded: true },
    { name: "token", form: "secret", isNeeded: true },
    { name: "unlock_days", form: "number", usual: "3" },
    { name: "unlock_path", form: "text", usual: "desbloqueio_confianca" },
    { name: "unlock_parameter", form: "text", usual: "id" },
    { name: "ticket_subject", form: "text", usual: "1" },
    { name: "ticket_sector", form: "text", usual: "1" },
  ],
};

/** What was filled in. */
export function given(kind: Kind, typed: Readonly<Record<string, string>>): Record<string, string> {
  const filled = OPTIONS[kind].map(({ name }) => [name, (typed[name] ?? "").trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}

export function isComplete(kind: Kind, address: string, typed: Readonly<Record<string, string>>): boolean {
  if (kind === "example") return true;
  const named = given(kind, typed);
  return address.trim() !== "" && OPTIONS[kind].every(({ name, isNeeded }) => !isNeeded || name in named);
}
