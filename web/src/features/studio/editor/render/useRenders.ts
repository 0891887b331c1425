import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { askForRender, cancelRender, getEstimate, listProjectRenders } from "../../../../api/sdk.gen";
import type { RenderDetails } from "../../../../api/types.gen";

const POLL_MS = 1000;
const FORMATS = ["video", "srt", "vtt", "chapters", "transcript"] as const;

export function isUnderWay(render: RenderDetails | null): boolean {
  return render?.state === "queued" || render?.state === "running";
}

/** The newest render of the whole course. The server knows it, so it is found again by whoever comes back. */
const latestQuery = (projectId: string) =>
  queryOptions<RenderDetails | null>({
    queryKey: ["project", projectId, "render"],
    queryFn: async ({ signal }) => {
      const asked = { path: { project_id: projectId }, query: { limit: 20 }, signal, throwOnError: true as const };
      const { data } = await listProjectRenders(asked);
      return data.items.find((render) => render.scene_key === null) ?? null;
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data ?? null) ? POLL_MS : false),
    refetchIntervalInBackground: true,
  });

/** What a render would have to make of the course as it was saved. */
export const estimateQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["project", projectId, "estimate"],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) =>
      (await getEstimate({ path: { project_id: projectId }, signal, throwOnError: true })).data,
  });

export interface Renders {
  projectId: string;
  latest: RenderDetails | null;
  error: unknown;
  /** `key` makes a request that is sent twice be done once. */
  start: (key: string) => Promise<void>;
  cancel: (id: string) => Promise<void>;
}

export function useRenders(projectId: string): Renders {
  const queries = useQueryClient();
  const query = latestQuery(projectId);
  const { data, error } = useQuery(query);
  return {
    projectId,
    latest: data ?? null,
    error,
    start: async (key) => {
      const headers = { "Idempotency-Key": key };
      const body = { formats: [...FORMATS] };
      const asked = await askForRender({ path: { project_id: projectId }, headers, body, throwOnError: true });
      queries.setQueryData(query.queryKey, asked.data);
    },
    cancel: async (id) => {
      const { data: cancelled } = await cancelRender({ path: { render_id: id }, throwOnError: true });
      queries.setQueryData(query.queryKey, cancelled);
    },
  };
}
