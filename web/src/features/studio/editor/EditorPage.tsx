import "./editor.css";
import { Center, Loader, VisuallyHidden } from "@mantine/core";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { ProjectDetails, SceneSummary } from "../../../api/types.gen";
import { useTitle } from "../../../ui/useTitle";
import { apiServer } from "./apiServer";
import { Conflicts } from "./Conflicts";
import { SlidePanel } from "./inspector/SlidePanel";
import { useRenders } from "./render/useRenders";
import { SceneList } from "./scenes/SceneList";
import { ScenePicture } from "./scenes/ScenePicture";
import { Narration } from "./script/Narration";
import { Editor, EditorContext } from "./store";
import { TopBar } from "./TopBar";

const RenderPanel = lazy(() => import("./render/RenderPanel"));

interface Props {
  project: ProjectDetails;
  scenes: SceneSummary[];
}

export function EditorPage({ project, scenes }: Props) {
  const { t } = useTranslation("studio");
  const [editor] = useState(() => new Editor(project, scenes, apiServer(project.id)));
  const [isRendering, setRendering] = useState(false);
  const title = useStore(editor.store, (state) => state.document.title);
  const renders = useRenders(project.id);
  useEffect(() => editor.readScenes(), [editor]);
  useTitle(title);
  useUndoKeys(editor);
  useLeaving(editor);
  const close = useCallback(() => setRendering(false), []);

  return (
    <EditorContext value={editor}>
      <VisuallyHidden component="h1">{title}</VisuallyHidden>
      <div className="editor">
        <TopBar render={renders.latest} onRender={() => setRendering(true)} />
        <Conflicts />
        <SceneList />
        <section className="editor-stage" aria-label={t("project.stage")}>
          <ScenePicture />
          <Narration />
        </section>
        <SlidePanel />
      </div>
      {isRendering && (
        <Suspense
          fallback={
            <Center pos="fixed" inset={0}>
              <Loader />
            </Center>
          }
        >
          <RenderPanel renders={renders} onClose={close} />
        </Suspense>
      )}
    </EditorContext>
  );
}

function useUndoKeys(editor: Editor): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "z") (event.shiftKey ? editor.redo : editor.undo)();
      else if (key === "y") editor.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [editor]);
}

/** What is not saved is sent when the page is left for another one, and asked about when it is closed. */
function useLeaving(editor: Editor): void {
  useEffect(() => {
    const isSaved = () => editor.store.getState().saved.state === "saved";
    const onClose = (event: BeforeUnloadEvent) => {
      if (!isSaved()) event.preventDefault();
    };
    const onOnline = () => void editor.saver.flush();
    window.addEventListener("beforeunload", onClose);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("beforeunload", onClose);
      window.removeEventListener("online", onOnline);
      if (!isSaved()) void editor.saver.flush();
    };
  }, [editor]);
}
