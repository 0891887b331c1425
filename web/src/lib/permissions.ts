/** What the signed-in person may do here. The server decides; the app only leaves out what would be refused. */
import { useQuery } from "@tanstack/react-query";
import type { Permission } from "../api/types.gen";
import { accountQuery } from "./session";

export function useMay(permission: Permission): boolean {
  const { data: account } = useQuery(accountQuery);
  return account?.permissions.includes(permission) ?? false;
}
