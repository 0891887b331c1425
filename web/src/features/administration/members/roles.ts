import type { AccountDetails } from "../../../api/types.gen";

export type Role = AccountDetails["role"];
export const ROLES: readonly Role[] = ["owner", "admin", "editor", "agent", "reviewer", "viewer"];

/** Only owners make owners, and change what an owner is. */
export function rolesGivenBy(role: Role | undefined): readonly Role[] {
  return role === "owner" ? ROLES : ROLES.filter((one) => one !== "owner");
}
