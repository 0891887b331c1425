import { usePictureUrl } from "../scenes/ScenePicture";
import { useEditorState } from "../store";
import type { Box } from "./geometry";
import type { Arranged } from "./useBoxes";

interface Props {
  slide: Arranged;
  /** Where elements stand now or would be put. */
  boxes: readonly (Box & { element: string })[];
  scale: number;
}

/** What has gone elsewhere is seen there before the picture shows it: a piece of the picture as it is. */
export function Ghosts({ slide, boxes, scale }: Props) {
  const known = useEditorState((state) => state.saved.scenes.get(state.selected));
  const page = useEditorState((state) => state.page);
  const pictureUrl = usePictureUrl();
  if (known === undefined) return null;
  return boxes.map((box) => {
    const from = slide.drawn.find(({ element }) => element === box.element);
    if (from === undefined || (from.x === box.x && from.y === box.y)) return null;
    return (
      <span
        key={box.element}
        className="canvas-ghost"
        style={{
          left: box.x * scale,
          top: box.y * scale,
          inlineSize: Math.min(box.width, from.width) * scale,
          blockSize: Math.min(box.height, from.height) * scale,
          backgroundImage: `url("${pictureUrl(known, 1280, { page })}")`,
          backgroundSize: `${slide.width * scale}px ${slide.height * scale}px`,
          backgroundPosition: `${-from.x * scale}px ${-from.y * scale}px`,
        }}
      />
    );
  });
}
