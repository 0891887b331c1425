/** What the history of a course asks of the server. */
import { queryOptions } from "@tanstack/react-query";
import { compareRevision, createRevision, listRevisions, nameRevision, restoreRevision } from "../../../../api/sdk.gen";
import type { Comparison, RevisionDetails } from "../../../../api/types.gen";
import { pagesQuery } from "../../../../lib/pages";

export const revisionsQuery = (projectId: string) =>
  pagesQuery<RevisionDetails>(["revisions", projectId, "list"], (cursor, signal) =>
    listRevisions({ path: { project_id: projectId }, query: { cursor, limit: 50 }, signal, throwOnError: true }),
  );

/** What is otherwise now than it was then. */
export const comparisonQuery = (projectId: string, revisionId: string) =>
  queryOptions<Comparison>({
    queryKey: ["revisions", projectId, "compared", revisionId],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await compareRevision({ path: { revision_id: revisionId }, signal, throwOnError: true })).data,
  });

export const keep = (projectId: string, name: string) =>
  createRevision({ path: { project_id: projectId }, body: { name: name.trim() || null }, throwOnError: true });
export const rename = (revisionId: string, name: string) =>
  nameRevision({ path: { revision_id: revisionId }, body: { name: name.trim() || null }, throwOnError: true });
export const restore = (revisionId: string) =>
  restoreRevision({ path: { revision_id: revisionId }, headers: { "If-Match": "*" }, throwOnError: true });
