/** The areas of customer service, in the order of the navigation, and who sees them. */
import type { AccountDetails, Permission } from "../../api/types.gen";

export const AREAS = [
  { name: "inbox", needs: "support:serve" },
  { name: "customers", needs: "support:serve" },
  { name: "notices", needs: "support:manage" },
  { name: "reports", needs: "support:manage" },
  { name: "questions", needs: "support:manage" },
  { name: "synonyms", needs: "support:manage" },
  { name: "replies", needs: "support:serve" },
  { name: "teams", needs: "support:serve" },
  { name: "numbers", needs: "support:manage" },
  { name: "system", needs: "support:manage" },
  { name: "settings", needs: "support:manage" },
  { name: "simulator", needs: "support:manage" },
] as const satisfies readonly { name: string; needs: Permission }[];

export type AreaName = (typeof AREAS)[number]["name"];

export function areasOf(account: AccountDetails | null | undefined) {
  return AREAS.filter(({ needs }) => account?.permissions.includes(needs) ?? false);
}
