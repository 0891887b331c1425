import { memo } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../../../lib/time";
import { sceneTitle } from "../doc/document";
import { usePictureUrl } from "../scenes/ScenePicture";
import { useEditor, useEditorState } from "../store";
import { type Span, scenesWithin } from "./scale";
import type { Layout, PlacedScene } from "./timing";

const PICTURE_PX = 72;
/** Narrower ones are nothing to aim at: zooming in makes them larger. */
const TARGET_PX = 24;

export function SceneTrack({ layout, seen, zoom }: { layout: Layout; seen: Span; zoom: number }) {
  return scenesWithin(layout, seen).map((scene) => <SceneClip key={scene.id} scene={scene} zoom={zoom} />);
}

const SceneClip = memo(
  function SceneClip({ scene, zoom }: { scene: PlacedScene & { place: number }; zoom: number }) {
    const { t } = useTranslation("editor");
    const editor = useEditor();
    const title = useEditorState(({ document }) => {
      const found = document.scenes[scene.id];
      return (found && sceneTitle(found)) || t("untitled");
    });
    const known = useEditorState((state) => state.saved.scenes.get(scene.id));
    const pictureUrl = usePictureUrl();
    const isShown = useEditorState((state) => state.selected === scene.id);
    const isChosen = useEditorState((state) => state.selection.has(scene.id));
    const width = (scene.durationMs * zoom) / 1000;
    return (
      <button
        type="button"
        className="timeline-scene"
        style={{ left: (scene.startMs * zoom) / 1000, width }}
        tabIndex={isShown && width >= TARGET_PX ? 0 : -1}
        data-scene={scene.id}
        aria-pressed={isChosen}
        aria-label={t("timeline.scene", { number: scene.place + 1, title, start: clock(scene.startMs) })}
        onClick={(event) => {
          const how = event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "add" : "only";
          editor.select(scene.id, how);
        }}
      >
        {width > PICTURE_PX && known !== undefined && (
          <img src={pictureUrl(known, 320)} alt="" loading="lazy" draggable={false} />
        )}
        {width > 20 && <span>{width > 60 ? `${scene.place + 1} ${title}` : scene.place + 1}</span>}
      </button>
    );
  },
  (before, now) =>
    before.zoom === now.zoom &&
    before.scene.id === now.scene.id &&
    before.scene.place === now.scene.place &&
    before.scene.startMs === now.scene.startMs &&
    before.scene.durationMs === now.scene.durationMs,
);
