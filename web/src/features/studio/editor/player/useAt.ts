import { useStore } from "zustand";
import { layoutOf, useEditor, useEditorState } from "../store";
import { type LineTime, lineAt, type PlacedScene, sceneAt, shownAt } from "../timeline/timing";

interface At {
  readonly scene: PlacedScene | null;
  readonly line: LineTime | null;
  readonly page: number;
  readonly step: number;
}

/** What is at the playhead. Whoever asks is drawn anew only when `choose` gives something else. */
export function useAt<Part extends string | number | null>(choose: (at: At) => Part): Part {
  const editor = useEditor();
  const layout = useEditorState(layoutOf);
  return useStore(editor.player.store, ({ positionMs }) => {
    const scene = sceneAt(layout, positionMs);
    if (scene === null) return choose({ scene, line: null, page: 1, step: 0 });
    return choose({ scene, line: lineAt(scene, positionMs), ...shownAt(scene, positionMs) });
  });
}

/** The line that is being played, where one is. */
export function usePlayedLine(): string | null {
  const editor = useEditor();
  const isPreviewing = useStore(editor.player.store, (state) => state.isPreviewing);
  const line = useAt((at) => at.line?.id ?? null);
  return isPreviewing ? line : null;
}
