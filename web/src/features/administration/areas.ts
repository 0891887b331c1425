/** What there is to administer, in the order of the navigation, and who sees it. */
import type { AccountDetails, Permission } from "../../api/types.gen";

export const AREAS = [
  { name: "members", to: "/administration/members", needs: "members:read" },
  { name: "invitations", to: "/administration/invitations", needs: "members:manage" },
  { name: "keys", to: "/administration/keys", needs: "content:read" },
  { name: "usage", to: "/administration/usage", needs: "content:read" },
  { name: "jobs", to: "/administration/jobs", needs: "content:read" },
  { name: "audit", to: "/administration/audit", needs: "audit:read" },
  { name: "health", to: "/administration/health", needs: "operations:read" },
  { name: "announcements", to: "/administration/announcements", needs: "realtime:broadcast" },
  { name: "tenant", to: "/administration/tenant", needs: "tenant:manage" },
] as const satisfies readonly { name: string; to: string; needs: Permission }[];

export type AreaName = (typeof AREAS)[number]["name"];

export function areasOf(account: AccountDetails | null | undefined) {
  return AREAS.filter(({ needs }) => account?.permissions.includes(needs) ?? false);
}
