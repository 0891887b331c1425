import "./canvas.css";
import { useElementSize } from "@mantine/hooks";
import { ScenePicture } from "../scenes/ScenePicture";
import { useEditorState } from "../store";
import { Elements } from "./Elements";
import { useBoxes } from "./useBoxes";

/** The selected scene as the video will show it, with what stands on it to be chosen, moved and written in. */
export function Canvas() {
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const selected = useEditorState((state) => state.selected);
  const boxes = useBoxes();
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className="canvas">
      <ScenePicture />
      {!isReadOnly && boxes !== null && width > 0 && (
        <Elements key={selected} slide={boxes} scale={width / boxes.width} />
      )}
    </div>
  );
}
