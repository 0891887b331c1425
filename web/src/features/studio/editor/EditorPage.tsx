import "./editor.css";
import "./frame/frame.css";
import "./frame/stage.css";
import "./frame/narrow.css";
import "./scenes/lists.css";
import "./actions/actions.css";
import "./script/script.css";
import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { ProjectDetails, SceneDetails } from "../../../api/types.gen";
import { useTitle } from "../../../ui/useTitle";
import { useShortcuts } from "./actions/useActions";
import { apiServer } from "./apiServer";
import { Dialogs } from "./frame/Dialogs";
import { NarrowFrame } from "./frame/NarrowFrame";
import { Notices } from "./frame/Notices";
import { WideFrame } from "./frame/WideFrame";
import { useRenders } from "./render/useRenders";
import { useReview } from "./review/useReview";
import { Editor, EditorContext, type ReadOnly } from "./store";
import { TopBar } from "./TopBar";
import { useServerTimes } from "./timeline/useServerTimes";

interface Props {
  project: ProjectDetails;
  scenes: SceneDetails[];
  readOnly: ReadOnly;
}

export function EditorPage({ project, scenes, readOnly }: Props) {
  const [editor] = useState(() => new Editor(project, scenes, apiServer(project.id), readOnly));
  const title = useStore(editor.store, (state) => state.document.title);
  const told = useStore(editor.view, (view) => view.told);
  const renders = useRenders(project.id);
  const isNarrow = useMediaQuery("(max-width: 1023px)", false, { getInitialValueInEffect: false });
  useEffect(() => () => editor.close(), [editor]);
  useTitle(title);
  useShortcuts(editor);
  useLeaving(editor);
  useReview(editor);
  useServerTimes(editor);
  const Frame = isNarrow ? NarrowFrame : WideFrame;

  return (
    <EditorContext value={editor}>
      <VisuallyHidden component="h1">{title}</VisuallyHidden>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      <Frame>
        <TopBar render={renders.latest} />
        <Notices />
      </Frame>
      <Dialogs renders={renders} />
    </EditorContext>
  );
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
