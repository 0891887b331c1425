import "./canvas.css";
import { useElementSize } from "@mantine/hooks";
import { ScenePicture } from "../scenes/ScenePicture";
import { useEditorState } from "../store";
import { Elements } from "./Elements";
import { Pages, usePageCount } from "./Pages";
import { useBoxes } from "./useBoxes";

/** The selected scene as the video will show it, with what stands on it to be chosen, moved and written in. */
export function Canvas() {
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const selected = useEditorState((state) => state.selected);
  const page = useEditorState((state) => state.page);
  const boxes = useBoxes();
  const pageCount = usePageCount(boxes?.page_count);
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className="canvas">
      <ScenePicture page={page} />
      {!isReadOnly && boxes !== null && width > 0 && (
        <Elements key={`${selected} ${page}`} slide={boxes} scale={width / boxes.width} />
      )}
      <Pages count={pageCount} />
    </div>
  );
}
