/** Who is signed in. Cookies carry it; the page only knows what the account says. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { getAccount, getSetup } from "../api/sdk.gen";
import type { AccountDetails, SetupState } from "../api/types.gen";
import { ApiError } from "./http";

export const accountQuery = queryOptions<AccountDetails | null>({
  queryKey: ["account"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    try {
      return (await getAccount({ signal, throwOnError: true })).data;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const setupQuery = queryOptions<SetupState>({
  queryKey: ["setup"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await getSetup({ signal, throwOnError: true })).data,
});

/** Forget all that was read as somebody else, and read who it is now. */
export async function sessionChanged(queries: QueryClient): Promise<void> {
  queries.clear();
  await queries.fetchQuery(accountQuery);
}
