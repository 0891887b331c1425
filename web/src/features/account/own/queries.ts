import { queryOptions } from "@tanstack/react-query";
import { listOwnTenants, listSignIns } from "../../../api/sdk.gen";
import type { SignInDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

export const signInsQuery = pagesQuery<SignInDetails>(["sign-ins"], (cursor, signal) =>
  listSignIns({ query: { cursor, limit: 20 }, signal, throwOnError: true }),
);

/** All of them, however many pages they are. */
export async function readOtherSignIns(): Promise<SignInDetails[]> {
  const found: SignInDetails[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await listSignIns({ query: { cursor, limit: 200 }, throwOnError: true });
    found.push(...data.items.filter(({ is_current }) => !is_current));
    cursor = data.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

export const ownTenantsQuery = queryOptions({
  queryKey: ["own-tenants"],
  queryFn: async ({ signal }) => (await listOwnTenants({ signal, throwOnError: true })).data.items,
});
