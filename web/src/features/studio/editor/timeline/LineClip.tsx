import { type KeyboardEvent, memo, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SceneId } from "../doc/document";
import { changePause } from "../doc/sceneCommands";
import { tenths } from "../player/tenths";
import { useEditor, useEditorState } from "../store";
import { snapped } from "./scale";
import { cutsOf, type LineTime } from "./timing";
import { Waveform } from "./Waveform";

interface Props {
  sceneId: SceneId;
  sceneStartMs: number;
  line: LineTime;
  zoom: number;
}

type Side = "before" | "after";
const NUDGE_MS = 100;
/** Narrower ones are nothing to aim at: zooming in makes them larger. */
const TARGET_PX = 24;
/** Narrower clips have no handles: there would be nothing between them. */
const HANDLED_PX = 40;

/** What a line sounds like, and the silence around it, which is as long as one drags it. */
export const LineClip = memo(
  function LineClip({ sceneId, sceneStartMs, line, zoom }: Props) {
    const { t } = useTranslation("editor");
    const editor = useEditor();
    const isSelected = useEditorState((state) => state.line === line.id);
    const isOfShown = useEditorState((state) => state.selected === sceneId);
    const isReadOnly = useEditorState((state) => state.readOnly !== null);
    const startMs = sceneStartMs + line.startMs;
    const px = (ms: number) => (ms * zoom) / 1000;
    const width = px(line.durationMs);

    function set(side: Side, ms: number) {
      const pause = side === "before" ? { before: ms } : { after: ms };
      editor.run(changePause(sceneId, line.id, pause), `pause ${line.id} ${side}`);
    }

    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      if (event.altKey || event.ctrlKey || event.metaKey || isReadOnly) return;
      const by = event.key === "ArrowRight" ? NUDGE_MS : -NUDGE_MS;
      if (event.shiftKey) set("after", line.pauseAfterMs + by);
      else set("before", line.pauseBeforeMs + by);
      event.preventDefault();
    }

    return (
      <>
        {line.pauseBeforeMs > 0 && (
          <span
            className="timeline-pause"
            style={{ left: px(startMs - line.pauseBeforeMs), width: px(line.pauseBeforeMs) }}
          />
        )}
        {line.pauseAfterMs > 0 && (
          <span
            className="timeline-pause"
            style={{ left: px(startMs + line.durationMs), width: px(line.pauseAfterMs) }}
          />
        )}
        <button
          type="button"
          className={`timeline-line ${line.isSpoken ? "" : "is-estimated"}`}
          style={{ left: px(startMs), width }}
          tabIndex={isOfShown && width >= TARGET_PX ? 0 : -1}
          data-line={line.id}
          aria-pressed={isSelected}
          aria-label={t(line.isSpoken ? "timeline.line" : "timeline.lineEstimated", {
            ...{ text: line.text, start: tenths(startMs), seconds: (line.durationMs / 1000).toFixed(1) },
          })}
          onKeyDown={onKeyDown}
          onClick={() => editor.selectLine(sceneId, isSelected ? null : line.id)}
        >
          <Waveform line={line.key} durationMs={line.durationMs} widthPx={width} />
        </button>
        {!isReadOnly && width >= HANDLED_PX && (
          <>
            <Handle
              side="before"
              atPx={px(startMs)}
              ms={line.pauseBeforeMs}
              startMs={startMs}
              zoom={zoom}
              onChange={set}
            />
            <Handle
              side="after"
              atPx={px(startMs + line.durationMs + line.pauseAfterMs)}
              ms={line.pauseAfterMs}
              startMs={startMs + line.durationMs + line.pauseAfterMs}
              zoom={zoom}
              onChange={set}
            />
          </>
        )}
      </>
    );
  },
  (before, now) => before.line === now.line && before.sceneStartMs === now.sceneStartMs && before.zoom === now.zoom,
);

interface HandleProps {
  side: Side;
  atPx: number;
  /** The pause that it changes, as long as it is now. */
  ms: number;
  startMs: number;
  zoom: number;
  onChange: (side: Side, ms: number) => void;
}

/** Dragged with a pointer; keys and fields do the same, so it is nothing to stop at. */
function Handle({ side, atPx, ms, startMs, zoom, onChange }: HandleProps) {
  const editor = useEditor();
  const from = useRef<{ x: number; ms: number; startMs: number; targets: number[] } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLSpanElement>) {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const targets = cutsOf(editor.player.layout).filter((cut) => cut < startMs - 1);
    from.current = { x: event.clientX, ms, startMs, targets: [...targets, editor.player.store.getState().positionMs] };
  }

  function onPointerMove(event: PointerEvent) {
    const { current } = from;
    if (current === null) return;
    const wanted = current.startMs + ((event.clientX - current.x) * 1000) / zoom;
    const { isSnapping } = editor.view.getState();
    const at = isSnapping ? snapped(wanted, current.targets, zoom) : wanted;
    onChange(side, current.ms + at - current.startMs);
  }

  const end = () => {
    from.current = null;
  };
  return (
    <span
      className={`timeline-handle is-${side}`}
      style={{ left: atPx }}
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
