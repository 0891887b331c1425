import { useEffect } from "react";
import { ScenePicture, usePictureUrl } from "../scenes/ScenePicture";
import { layoutOf, useEditorState } from "../store";
import { useAt } from "./useAt";

/** The picture of the step at the playhead; what comes next is fetched meanwhile. */
export function PreviewPicture() {
  const layout = useEditorState(layoutOf);
  const pictureUrl = usePictureUrl();
  const known = useEditorState((state) => state.saved.scenes);
  const id = useAt(({ scene }) => scene?.id ?? null);
  const step = useAt((at) => at.step);
  const page = useAt((at) => at.page);

  useEffect(() => {
    const place = layout.scenes.findIndex((scene) => scene.id === id);
    const steps = [layout.scenes[place], layout.scenes[place + 1]].flatMap(
      (scene) => scene?.steps.map((part) => ({ id: scene.id, step: part.step, page: part.page })) ?? [],
    );
    const now = steps.findIndex((part) => part.id === id && part.page === page && part.step === step);
    for (const part of steps.slice(now + 1, now + 3)) {
      const there = known.get(part.id);
      if (there !== undefined) new Image().src = pictureUrl(there, 1280, part);
    }
  }, [layout, known, id, page, step, pictureUrl]);

  return <ScenePicture id={id} page={page} step={step} />;
}
