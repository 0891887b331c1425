/** A project, its scenes, and what a newer version of its document would change in it. */
import { queryOptions } from "@tanstack/react-query";
import { getChanges, getDocument, getProject, getScene, listScenes } from "../../api/sdk.gen";
import type { SceneSummary } from "../../api/types.gen";
import { ApiError } from "../../lib/http";
import { DOCUMENTS, isRead, PROJECTS } from "./queries";

export const CHANGES = ["changes"] as const;
const READING_MS = 1500;
const DRAWING_MS = 2000;

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...PROJECTS, projectId, "one"],
    queryFn: async ({ signal }) =>
      (await getProject({ path: { project_id: projectId }, signal, throwOnError: true })).data,
  });

/** A document with its newest version. */
export const documentQuery = (documentId: string | null | undefined) =>
  queryOptions({
    queryKey: [...DOCUMENTS, documentId, "one"],
    enabled: typeof documentId === "string",
    queryFn: async ({ signal }) =>
      (await getDocument({ path: { document_id: documentId ?? "" }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (state.data !== undefined && !isRead(state.data.latest) ? READING_MS : false),
  });

export const sceneQuery = (scene: SceneSummary | undefined) =>
  queryOptions({
    queryKey: ["scene", scene?.id, scene?.version],
    queryFn: async ({ signal }) =>
      (await getScene({ path: { scene_id: scene?.id ?? "" }, signal, throwOnError: true })).data,
  });

export function codeOf(error: unknown): string | null {
  return error instanceof ApiError ? error.code : null;
}

/** `versionId`: the newest of the document; with another one there is something else to be asked. */
export const changesQuery = (projectId: string, versionId: string | undefined) =>
  queryOptions({
    queryKey: [...CHANGES, projectId, versionId],
    gcTime: 0,
    // Decisions are being made about it: it does not change under somebody's hands.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await getChanges({ path: { project_id: projectId }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (codeOf(state.error) === "slides_being_drawn" ? DRAWING_MS : false),
  });

/** The scenes of the course by their keys, which proposals name them by. */
export const scenesByKeyQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...CHANGES, projectId, "scenes"],
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const found = new Map<string, SceneSummary>();
      let cursor: string | undefined;
      do {
        const query = { project_id: projectId, limit: 200, cursor };
        const { data } = await listScenes({ query, signal, throwOnError: true });
        for (const scene of data.items) found.set(scene.key, scene);
        cursor = data.next_cursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
  });
