/** What the pages of courses read. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  getDraftChoices,
  getOutline,
  getUsage,
  getVersion,
  listBrands,
  listDocuments,
  listProjects,
  listTemplates,
  listVersions,
  listVoices,
} from "../../api/sdk.gen";
import type { ListDocumentsData, ListProjectsData, ProjectSummary, VersionDetails } from "../../api/types.gen";
import { pagesQuery } from "../../lib/pages";

export type CourseLanguage = ProjectSummary["language"];
export type ProjectFilter = Pick<NonNullable<ListProjectsData["query"]>, "search" | "state" | "sort">;
type DocumentFilter = Pick<NonNullable<ListDocumentsData["query"]>, "search">;

export const PROJECTS = ["projects"] as const;
export const DOCUMENTS = ["documents"] as const;
const WAIT_MS = 1200;

export const projectsQuery = (filter: ProjectFilter) => ({
  ...pagesQuery([...PROJECTS, filter], (cursor, signal) =>
    listProjects({ query: { ...filter, cursor, limit: 24 }, signal, throwOnError: true }),
  ),
  // What was found before stays while something else is looked for.
  placeholderData: keepPreviousData,
});

export const documentsQuery = (filter: DocumentFilter) => ({
  ...pagesQuery([...DOCUMENTS, filter], (cursor, signal) =>
    listDocuments({ query: { ...filter, cursor, limit: 30 }, signal, throwOnError: true }),
  ),
  placeholderData: keepPreviousData,
});

export const versionsQuery = (documentId: string) =>
  pagesQuery([...DOCUMENTS, documentId, "versions"], (cursor, signal) =>
    listVersions({ path: { document_id: documentId }, query: { cursor, limit: 20 }, signal, throwOnError: true }),
  );

export function isRead(version: VersionDetails): boolean {
  return version.state === "ready" || version.state === "failed";
}

/** A version of a document, read again and again until the server has read the document. */
export const versionQuery = (documentId: string, number: number) =>
  queryOptions({
    queryKey: [...DOCUMENTS, documentId, "version", number],
    queryFn: async ({ signal }) => {
      const path = { document_id: documentId, number };
      return (await getVersion({ path, signal, throwOnError: true })).data;
    },
    refetchInterval: ({ state }) => (state.data !== undefined && !isRead(state.data) ? WAIT_MS : false),
  });

export const outlineQuery = (documentId: string, number: number) =>
  queryOptions({
    queryKey: [...DOCUMENTS, documentId, "outline", number],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const options = { path: { document_id: documentId }, query: { number } };
      return (await getOutline({ ...options, signal, throwOnError: true })).data;
    },
  });

export const templatesQuery = queryOptions({
  queryKey: ["templates", "first"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await listTemplates({ query: { limit: 50 }, signal, throwOnError: true })).data.items,
});

export const brandsQuery = queryOptions({
  queryKey: ["brands", "first"],
  queryFn: async ({ signal }) => (await listBrands({ query: { limit: 200 }, signal, throwOnError: true })).data.items,
});

export const voicesQuery = queryOptions({
  queryKey: ["voices"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await listVoices({ signal, throwOnError: true })).data.items,
});

export const draftChoicesQuery = queryOptions({
  queryKey: ["draft-choices"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await getDraftChoices({ signal, throwOnError: true })).data,
});

export const usageQuery = queryOptions({
  queryKey: ["usage"],
  queryFn: async ({ signal }) => (await getUsage({ signal, throwOnError: true })).data,
});
