/** What the settings of a course can be chosen from, and how they are kept. */
import { queryOptions } from "@tanstack/react-query";
import {
  addFile,
  changeProject,
  listBrands,
  listLexicons,
  listTemplates,
  listVoices,
  searchAssets,
} from "../../../../api/sdk.gen";
import type { ProjectChange, ProjectDetails } from "../../../../api/types.gen";

export const choicesQuery = (project: ProjectDetails) =>
  queryOptions({
    queryKey: ["course-choices", project.language],
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const asked = { signal, throwOnError: true as const };
      const [templates, voices, brands, lexicons, sounds] = await Promise.all([
        listTemplates({ ...asked, query: { limit: 100 } }),
        listVoices({ ...asked, query: { language: project.language } }),
        listBrands({ ...asked, query: { limit: 200 } }),
        listLexicons({ ...asked, query: { limit: 200 } }),
        searchAssets({ ...asked, query: { kind: "sound", state: "ready", sort: "name", limit: 200 } }),
      ]);
      return {
        templates: templates.data.items.filter((template) => template.kind === null),
        voices: voices.data.items.filter((voice) => voice.is_installed),
        brands: brands.data.items,
        lexicons: lexicons.data.items.filter((lexicon) => lexicon.language === project.language),
        sounds: sounds.data.items,
      };
    },
  });

export const save = (project: ProjectDetails, body: ProjectChange) =>
  changeProject({ path: { project_id: project.id }, headers: { "If-Match": "*" }, body, throwOnError: true });

/** A file of the library becomes the course's own; gives its name there. */
export async function takeAsset(projectId: string, assetId: string): Promise<string> {
  const { data } = await addFile({ path: { project_id: projectId }, body: { asset_id: assetId }, throwOnError: true });
  return data.name;
}
