import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { readSources, reportProject } from "../../../../api/sdk.gen";
import type { ProjectSources, SourcePart } from "../../../../api/types.gen";
import type { Editor, EditorState } from "../store";
import { useEditorState } from "../store";
import { placeFindings } from "./placing";

/** How long nothing may be saved before the course is compared with its document again, in milliseconds. */
const QUIET_MS = 300;

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    let read: string | null = null;
    let isReading = false;
    const asking = new AbortController();

    async function look() {
      const state = editor.store.getState();
      const now = savedAs(state);
      if (isReading || state.saved.state !== "saved" || now === read) return;
      isReading = true;
      try {
        const path = { project_id: state.project.id };
        const { data: report } = await reportProject({ path, signal: asking.signal, throwOnError: true });
        read = now;
        const { document, saved } = editor.store.getState();
        editor.store.setState({ review: { report, lines: placeFindings(report, document, saved.scenes) } });
      } catch {
        // No report is no reason to keep anybody from writing; the next change asks for it again.
      } finally {
        isReading = false;
        if (read !== null && savedAs(editor.store.getState()) !== read) later();
      }
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), QUIET_MS);
    }

    later();
    const end = editor.store.subscribe(({ saved }, before) => {
      if (saved.state === "saved" && before.saved !== saved) later();
    });
    return () => {
      end();
      clearTimeout(timer);
      asking.abort();
    };
  }, [editor]);
}
