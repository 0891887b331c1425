import type { Line } from "../../../../api/types.gen";
import { useEditorState, useView } from "../store";
import type { Passage } from "../view";

/** The part of a line that a dialog is about; null where somebody took the line away. */
export function usePassage(): { passage: Passage; spoken: Line } | null {
  const passage = useView((view) => view.passage);
  const spoken = useEditorState((state) =>
    passage === null ? undefined : state.document.scenes[passage.sceneId]?.content.lines[passage.lineId]?.spoken,
  );
  return passage === null || spoken === undefined ? null : { passage, spoken };
}
