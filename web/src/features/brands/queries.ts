/** What the pages of brands ask of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  addFont,
  changeBrand,
  checkContrast,
  createBrand,
  deleteBrand,
  getBrand,
  listBrands,
  removeFont,
  removeLogo,
  setLogo,
} from "../../api/sdk.gen";
import type { BrandChange, BrandDetails, Contrast } from "../../api/types.gen";
import { apiLanguage } from "../../lib/i18n";
import { pagesQuery } from "../../lib/pages";

export const LOOKS = ["modern", "corporate", "tech", "education", "minimal"] as const;
export type Look = (typeof LOOKS)[number];
/** Of these the preview shows a slide each. */
export const KINDS = ["title", "bullets", "table"] as const;
/** The families that come with the product. */
export const FAMILIES = ["Hanken Grotesk", "Manrope", "Source Sans Pro"];

export const brandsQuery = pagesQuery<BrandDetails>(["brands", "list"], (cursor, signal) =>
  listBrands({ query: { cursor, limit: 50 }, signal, throwOnError: true }),
);

export const brandQuery = (id: string) =>
  queryOptions<BrandDetails>({
    queryKey: ["brands", "one", id],
    queryFn: async ({ signal }) => (await getBrand({ path: { brand_id: id }, signal, throwOnError: true })).data,
  });

export const contrastQuery = (brand: BrandDetails, look: Look) =>
  queryOptions<Contrast>({
    queryKey: ["brands", "contrast", brand.id, brand.version, look],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const query = { look, language: apiLanguage() };
      return (await checkContrast({ path: { brand_id: brand.id }, query, signal, throwOnError: true })).data;
    },
  });

/** A sample slide in the brand; the version lets a changed brand be drawn anew. */
export function previewUrl(brand: BrandDetails, look: Look, kind: (typeof KINDS)[number], width: number): string {
  const query = new URLSearchParams({ look, kind, language: apiLanguage(), width: String(width) });
  return `/api/v1/brands/${brand.id}/preview.png?${query}&v=${brand.version}`;
}

const of = (brand: BrandDetails) => ({
  path: { brand_id: brand.id },
  headers: { "If-Match": `"${brand.version}"` },
  throwOnError: true as const,
});

export const create = (name: string) => createBrand({ body: { name }, throwOnError: true });
export const change = (brand: BrandDetails, body: BrandChange) => changeBrand({ ...of(brand), body });
export const putLogo = (brand: BrandDetails, file: File) => setLogo({ ...of(brand), body: { file } });
export const dropLogo = (brand: BrandDetails) => removeLogo(of(brand));
export const putFont = (brand: BrandDetails, file: File) => addFont({ ...of(brand), body: { file } });
export const dropFont = (brand: BrandDetails, name: string) =>
  removeFont({ ...of(brand), path: { brand_id: brand.id, name } });
export const remove = (brand: BrandDetails, force: boolean) => deleteBrand({ ...of(brand), query: { force } });
