import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { readSources, reportProject } from "../../../../api/sdk.gen";
import type { ProjectSources, SourcePart } from "../../../../api/types.gen";
import { afterSaves } from "../afterSaves";
import type { Editor, EditorState } from "../store";
import { useEditorState } from "../store";
import { placeFindings } from "./placing";

/** Of a version of a document, which never changes. */
export function useSources() {
  const { id, document_version_id: version } = useEditorState((state) => state.project);
  return useQuery<ProjectSources>({
    queryKey: ["project", id, "sources", version],
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await readSources({ path: { project_id: id }, signal, throwOnError: true })).data,
  });
}

const byId = new WeakMap<ProjectSources, ReadonlyMap<string, SourcePart>>();

/** Its parts by the ids that lines name. */
export function partsOf(sources: ProjectSources): ReadonlyMap<string, SourcePart> {
  const known = byId.get(sources) ?? new Map(sources.parts.map((part) => [part.id, part]));
  byId.set(sources, known);
  return known;
}

/** What is saved, said in a few letters: another report is wanted when it is another. */
const savedAs = ({ saved }: EditorState) => [...saved.scenes.values()].map((known) => known.version).join(" ");

/** Compares what is saved with the document, after each change. */
export function useReview(editor: Editor): void {
  useEffect(() => {
    if (editor.store.getState().project.document_version_id === null) return;
    return afterSaves(editor, {
      quietMs: 300,
      markOf: savedAs,
      read: async ({ project }, signal) => {
        const { data: report } = await reportProject({ path: { project_id: project.id }, signal, throwOnError: true });
        const { document, saved } = editor.store.getState();
        editor.store.setState({ review: { report, lines: placeFindings(report, document, saved.scenes) } });
      },
    });
  }, [editor]);
}
