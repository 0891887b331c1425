/** What the library asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import { batchDeleteAssets, changeAsset, getAsset, listAssetUses, searchAssets } from "../../api/sdk.gen";
import type { AssetChange, AssetDetails, BatchDeletionResult, FoundAssets } from "../../api/types.gen";
import { asked, type Filters } from "../../lib/assets";

/** How many there are of each kind and tag. */
export const facetsQuery = (filters: Filters) =>
  queryOptions<FoundAssets["facets"]>({
    queryKey: ["assets", "facets", filters],
    queryFn: async ({ signal }) =>
      (await searchAssets({ query: { ...asked(filters), limit: 1 }, signal, throwOnError: true })).data.facets,
  });

export const assetQuery = (id: string) =>
  queryOptions<AssetDetails>({
    queryKey: ["assets", "one", id],
    queryFn: async ({ signal }) => (await getAsset({ path: { asset_id: id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (state.data?.state === "processing" ? 1000 : false),
  });

export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: ["assets", "uses", id],
    queryFn: async ({ signal }) =>
      (await listAssetUses({ path: { asset_id: id }, query: { limit: 50 }, signal, throwOnError: true })).data.items,
  });

export const change = (asset: AssetDetails, body: AssetChange) =>
  changeAsset({
    path: { asset_id: asset.id },
    headers: { "If-Match": `"${asset.version}"` },
    body,
    throwOnError: true,
  });

export async function remove(ids: readonly string[], force: boolean): Promise<BatchDeletionResult> {
  return (await batchDeleteAssets({ body: { asset_ids: [...ids], force }, throwOnError: true })).data;
}
