/** The real server, as saving asks it. */
import {
  changeProject,
  changeScene,
  createScene,
  deleteScene,
  getFile,
  getProject,
  getScene,
  listWholeScenes,
  reorderScenes,
} from "../../../api/sdk.gen";
import type { SceneDetails } from "../../../api/types.gen";
import { ApiError, explain, Unreachable } from "../../../lib/http";
import { speak } from "../../../lib/speech";
import { type CourseServer, type FailureKind, SaveFailure } from "./doc/server";

const LATER = new Set([408, 425, 429]);

function failureKind(error: unknown): FailureKind {
  if (error instanceof Unreachable) return "offline";
  if (!(error instanceof ApiError)) return "refused";
  if (error.status === 412) return "outdated";
  if (error.status === 404) return "gone";
  return error.status >= 500 || LATER.has(error.status) ? "offline" : "refused";
}

async function answered<Answer>(asking: Promise<{ data: Answer }>): Promise<Answer> {
  try {
    return (await asking).data;
  } catch (error) {
    throw new SaveFailure(failureKind(error), explain(error));
  }
}

const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });

/** All scenes of a project, page after page. */
export async function allScenes(projectId: string): Promise<SceneDetails[]> {
  const found: SceneDetails[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, cursor };
    const { data } = await listWholeScenes({ path: { project_id: projectId }, query, throwOnError: true });
    found.push(...data.items);
    cursor = data.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

export function apiServer(projectId: string): CourseServer {
  const path = { project_id: projectId };
  return {
    readScene: (id) => answered(getScene({ path: { scene_id: id }, throwOnError: true })),
    changeScene: (id, version, body) =>
      answered(changeScene({ path: { scene_id: id }, headers: ifMatch(version), body, throwOnError: true })),
    createScene: (scene, key) =>
      answered(
        createScene({
          headers: { "Idempotency-Key": key },
          body: { ...scene, project_id: projectId },
          throwOnError: true,
        }),
      ),
    deleteScene: async (id, version) => {
      await answered(deleteScene({ path: { scene_id: id }, headers: ifMatch(version), throwOnError: true }));
    },
    readScenes: () => answered(allScenes(projectId).then((data) => ({ data }))),
    readProject: () => answered(getProject({ path, throwOnError: true })),
    rename: async (version, title) =>
      (await answered(changeProject({ path, headers: ifMatch(version), body: { title }, throwOnError: true }))).version,
    respell: async (version, own_lexicon) =>
      (await answered(changeProject({ path, headers: ifMatch(version), body: { own_lexicon }, throwOnError: true })))
        .version,
    reorder: async (version, ids) => {
      const body = { project_id: projectId, scene_ids: [...ids] };
      return (await answered(reorderScenes({ headers: ifMatch(version), body, throwOnError: true }))).version;
    },
    speak: (line, own_lexicon, signal) => speak({ line, own_lexicon, project_id: projectId }, signal),
    fileUrl: async (name) => (await getFile({ path: { ...path, name }, throwOnError: true })).data.url,
  };
}
