import "./timeline.css";
import "./tracks.css";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MusicIcon, SoundIcon } from "../../../../ui/mediaIcons";
import { ActionButton } from "../actions/ActionButton";
import { ContextMenu, type MenuPlace } from "../actions/ActionMenu";
import { CaptionsIcon, MutedIcon } from "../icons";
import { sceneUnder, useAssetDrop } from "../media/dragging";
import { useMedia } from "../media/useMedia";
import { layoutOf, useEditor, useEditorState, useView } from "../store";
import { CaptionTrack, LineTrack } from "./LineTrack";
import { Playhead } from "./Playhead";
import { Ruler } from "./Ruler";
import { SceneTrack } from "./SceneTrack";
import { Toolbar } from "./Toolbar";
import { fitting, useSeen, useZooming } from "./useScroll";
import { useScrub } from "./useScrub";

/** The course along time: scenes, what is said, captions, music. Only what is seen is drawn. */
export default function Timeline() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const layout = useEditorState(layoutOf);
  const music = useEditorState((state) => state.project.music);
  const isMuted = useView((view) => view.isMuted);
  const isMusicMuted = useView((view) => view.isMusicMuted);
  const scroller = useRef<HTMLDivElement>(null);
  const inside = useRef<HTMLDivElement>(null);
  const fit = useView((view) => view.fit);
  const zoom = useView((view) => view.zoom ?? view.fit);
  const seen = useSeen(scroller, zoom);
  useZooming(editor, scroller, zoom);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { totalMs } = layout;
  const leftOf = () => inside.current?.getBoundingClientRect().left ?? 0;
  const media = useMedia();
  const dropping = useAssetDrop((asset, event) => media.drop(asset, sceneUnder(event), true));
  const scrub = useScrub(zoom, leftOf);

  useEffect(() => {
    const found = fitting(totalMs, seen.widthPx);
    if (Math.abs(found - fit) > 1e-6) editor.view.setState({ fit: found });
  }, [editor, fit, totalMs, seen.widthPx]);

  function openMenu(event: MouseEvent | KeyboardEvent) {
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-scene]");
    if (item === null) return;
    event.preventDefault();
    const id = item.dataset.scene ?? "";
    if (!editor.store.getState().selection.has(id)) editor.select(id);
    const box = item.getBoundingClientRect();
    const isPointer = "clientX" in event && event.clientX > 0;
    setMenu(isPointer ? { x: event.clientX, y: event.clientY } : { x: box.left + 16, y: box.top + 16 });
  }

  return (
    <section className="timeline" aria-label={t("timeline.title")}>
      <Toolbar />
      <div className="timeline-room">
        <div className="timeline-heads">
          <Head name="scenes" />
          <Head name="narration">
            <ActionButton id="mute">{isMuted ? <MutedIcon /> : <SoundIcon />}</ActionButton>
          </Head>
          <Head name="captions">
            <ActionButton id="captions">
              <CaptionsIcon />
            </ActionButton>
          </Head>
          <Head name="music">
            {music !== null && (
              <ActionButton id="muteMusic">{isMusicMuted ? <MutedIcon /> : <MusicIcon />}</ActionButton>
            )}
          </Head>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <section ref={scroller} className="timeline-scroller" tabIndex={0} aria-label={t("timeline.tracks")}>
          <div ref={inside} className="timeline-inside" style={{ width: (totalMs * zoom) / 1000 + 24 }} {...dropping}>
            <Ruler seen={seen} zoom={zoom} totalMs={totalMs} leftOf={leftOf} />
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the ruler does the same by keys */}
            <div className="timeline-track is-scenes" {...scrubEmpty(scrub)} onContextMenu={openMenu}>
              <SceneTrack layout={layout} seen={seen} zoom={zoom} />
            </div>
            <div className="timeline-track is-narration" data-muted={isMuted || undefined} {...scrubEmpty(scrub)}>
              <LineTrack layout={layout} seen={seen} zoom={zoom} />
            </div>
            <div className="timeline-track is-captions" {...scrub}>
              <CaptionTrack layout={layout} seen={seen} zoom={zoom} />
            </div>
            <div className="timeline-track is-music" data-muted={isMusicMuted || undefined} {...scrub}>
              {music !== null && (
                <span className="timeline-music" style={{ width: (totalMs * zoom) / 1000 }}>
                  {music.file}
                </span>
              )}
            </div>
            <Playhead zoom={zoom} scroller={scroller} />
          </div>
        </section>
      </div>
      <ContextMenu place={menu} onClose={() => setMenu(null)} />
    </section>
  );
}

/** A press on a clip is the clip's. */
function scrubEmpty(scrub: ReturnType<typeof useScrub>): ReturnType<typeof useScrub> {
  return {
    ...scrub,
    onPointerDown: (event) => {
      if (event.target === event.currentTarget) scrub.onPointerDown(event);
    },
  };
}

function Head({ name, children }: { name: "scenes" | "narration" | "captions" | "music"; children?: ReactNode }) {
  const { t } = useTranslation("editor");
  return (
    <div className={`timeline-head is-${name}`}>
      <span>{t(`timeline.${name}`)}</span>
      {children}
    </div>
  );
}
