import { useStore } from "zustand";
import { useEditor, useView } from "../store";
import { useAt } from "./useAt";

/** What is being said, over the picture. */
export function Captions() {
  const editor = useEditor();
  const isShown = useView((view) => view.hasCaptions);
  const position = useStore(editor.player.store, (state) => Math.floor(state.positionMs / 100) * 100);
  const text = useAt(({ scene, line }) => {
    if (scene === null || line === null) return null;
    return position < scene.startMs + line.startMs + line.durationMs ? line.text : null;
  });
  if (!isShown || !text) return null;
  return (
    <p className="editor-caption">
      <span>{text}</span>
    </p>
  );
}
