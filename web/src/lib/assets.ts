/** The library's pictures, videos and sounds, for the pages that look for them. */
import { addAsset, downloadAsset, markAssetFavourite, rateAsset, searchAssets } from "../api/sdk.gen";
import type { AssetDetails } from "../api/types.gen";
import { pagesQuery } from "./pages";

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

export const asked = ({ q, kind, tag, isFavourite }: Filters) => ({
  ...(q.trim() === "" ? {} : { q: q.trim() }),
  ...(kind === null ? {} : { kind }),
  ...(tag === null ? {} : { tag: [tag] }),
  ...(isFavourite ? { is_favourite: true } : {}),
});

export const assetsQuery = (filters: Filters, sort: Sort) =>
  pagesQuery<AssetDetails>(["assets", "list", filters, sort], (cursor, signal) =>
    searchAssets({ query: { ...asked(filters), sort, cursor, limit: 48 }, signal, throwOnError: true }),
  );

/** A link to the file itself, which runs out: asked for when it is needed. */
export async function linkTo(id: string): Promise<string> {
  return (await downloadAsset({ path: { asset_id: id }, throwOnError: true })).data.url;
}

export const favour = (id: string, is_favourite: boolean) =>
  markAssetFavourite({ path: { asset_id: id }, body: { is_favourite }, throwOnError: true });

export const rate = (id: string, stars: number) =>
  rateAsset({ path: { asset_id: id }, body: { stars }, throwOnError: true });

/** What was sent becomes an asset. */
export const keep = (upload_id: string) => addAsset({ body: { upload_id }, throwOnError: true });
