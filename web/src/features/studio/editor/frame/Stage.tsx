import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Canvas } from "../canvas/Canvas";
import { useAssetDrop } from "../media/dragging";
import { useMedia } from "../media/useMedia";
import { Captions } from "../player/Captions";
import { PreviewPicture } from "../player/PreviewPicture";
import { SoundNote } from "../player/SoundNote";
import { Transport } from "../player/Transport";
import { Narration } from "../script/Narration";
import { useEditor, useEditorState } from "../store";

/** The picture, what plays it, and what is said: side by side where there is room. */
export function Stage() {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const size = useEditorState((state) => state.project.size);
  const media = useMedia();
  const dropping = useAssetDrop((asset) => media.drop(asset, null, false));
  const isPreviewing = useStore(editor.player.store, (state) => state.isPreviewing);
  return (
    <section className={`editor-stage is-${size}`} aria-label={t("project.stage")}>
      <div className="editor-screen">
        <div className="editor-screen-room">
          <div id="editor-picture" className="editor-screen-picture" {...dropping}>
            {isPreviewing ? <PreviewPicture /> : <Canvas />}
            {isPreviewing && <Captions />}
          </div>
        </div>
        <Transport />
        <SoundNote />
      </div>
      <Narration />
    </section>
  );
}
