import { queryOptions } from "@tanstack/react-query";
import { listOwnTenants, listSignIns } from "../../../api/sdk.gen";

export const signInsQuery = queryOptions({
  queryKey: ["sign-ins"],
  queryFn: async ({ signal }) => (await listSignIns({ signal, throwOnError: true })).data.items,
});

export const ownTenantsQuery = queryOptions({
  queryKey: ["own-tenants"],
  queryFn: async ({ signal }) => (await listOwnTenants({ signal, throwOnError: true })).data.items,
});
