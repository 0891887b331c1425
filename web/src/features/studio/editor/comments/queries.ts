/** What the comments of a course ask of the server. */
import { queryOptions } from "@tanstack/react-query";
import { changeComment, deleteComment, listMembers, listProjectComments, writeComment } from "../../../../api/sdk.gen";
import type { CommentDetails, MemberDetails, NewComment, Thread } from "../../../../api/types.gen";
import { pagesQuery } from "../../../../lib/pages";

export type Shown = "open" | "resolved";

export const threadsQuery = (projectId: string, shown: Shown) =>
  pagesQuery<Thread>(["comments", projectId, shown], (cursor, signal) =>
    listProjectComments({
      path: { project_id: projectId },
      query: { state: shown, cursor, limit: 50 },
      signal,
      throwOnError: true,
    }),
  );

/** Everybody who may be mentioned, and whose names stand beside what they said. */
export const peopleQuery = queryOptions<MemberDetails[]>({
  queryKey: ["members", "people"],
  staleTime: 60_000,
  queryFn: async ({ signal }) =>
    (await listMembers({ query: { state: "active", limit: 200 }, signal, throwOnError: true })).data.items,
});

export const write = (sceneId: string, body: NewComment) =>
  writeComment({ path: { scene_id: sceneId }, body, throwOnError: true });

const of = (comment: CommentDetails) => ({
  path: { comment_id: comment.id },
  headers: { "If-Match": `"${comment.version}"` },
  throwOnError: true as const,
});
export const setResolved = (comment: CommentDetails, is_resolved: boolean) =>
  changeComment({ ...of(comment), body: { is_resolved } });
export const remove = (comment: CommentDetails) => deleteComment(of(comment));
