/** What the library asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  addAsset,
  batchDeleteAssets,
  changeAsset,
  downloadAsset,
  getAsset,
  listAssetUses,
  markAssetFavourite,
  rateAsset,
  searchAssets,
} from "../../api/sdk.gen";
import type { AssetChange, AssetDetails, BatchDeletionResult, FoundAssets } from "../../api/types.gen";
import { pagesQuery } from "../../lib/pages";

export const KINDS = ["image", "video", "sound"] as const;
export type Kind = (typeof KINDS)[number];
export const SORTS = ["newest", "name", "rating", "usage"] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  q: string;
  kind: Kind | null;
  tag: string | null;
  isFavourite: boolean;
}

const asked = ({ q, kind, tag, isFavourite }: Filters) => ({
  ...(q.trim() === "" ? {} : { q: q.trim() }),
  ...(kind === null ? {} : { kind }),
  ...(tag === null ? {} : { tag: [tag] }),
  ...(isFavourite ? { is_favourite: true } : {}),
});

export const assetsQuery = (filters: Filters, sort: Sort) =>
  pagesQuery<AssetDetails>(["assets", "list", filters, sort], (cursor, signal) =>
    searchAssets({ query: { ...asked(filters), sort, cursor, limit: 48 }, signal, throwOnError: true }),
  );

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

/** A link to the file itself, which runs out: asked for when it is needed. */
export async function linkTo(id: string): Promise<string> {
  return (await downloadAsset({ path: { asset_id: id }, throwOnError: true })).data.url;
}

export const change = (asset: AssetDetails, body: AssetChange) =>
  changeAsset({
    path: { asset_id: asset.id },
    headers: { "If-Match": `"${asset.version}"` },
    body,
    throwOnError: true,
  });

export const rate = (id: string, stars: number) =>
  rateAsset({ path: { asset_id: id }, body: { stars }, throwOnError: true });

export const favour = (id: string, is_favourite: boolean) =>
  markAssetFavourite({ path: { asset_id: id }, body: { is_favourite }, throwOnError: true });

export const keep = (upload_id: string) => addAsset({ body: { upload_id }, throwOnError: true });

export async function remove(ids: readonly string[], force: boolean): Promise<BatchDeletionResult> {
  return (await batchDeleteAssets({ body: { asset_ids: [...ids], force }, throwOnError: true })).data;
}
