import { useEffect, useRef } from "react";
import { LineClip } from "./LineClip";
import { type Span, scenesWithin } from "./scale";
import type { Layout } from "./timing";

/** Below so many pixels a second, lines are too narrow to take hold of: they are only drawn. */
const HANDLED = 6;

interface Props {
  layout: Layout;
  seen: Span;
  zoom: number;
}

export function LineTrack({ layout, seen, zoom }: Props) {
  const scenes = scenesWithin(layout, seen);
  if (zoom < HANDLED) return <DrawnLines layout={layout} seen={seen} zoom={zoom} />;
  return scenes.flatMap((scene) =>
    scene.lines
      .filter((line) => {
        const start = scene.startMs + line.startMs;
        return start - line.pauseBeforeMs < seen.toMs && start + line.durationMs + line.pauseAfterMs > seen.fromMs;
      })
      .map((line) => (
        <LineClip key={line.id} sceneId={scene.id} sceneStartMs={scene.startMs} line={line} zoom={zoom} />
      )),
  );
}

export function CaptionTrack({ layout, seen, zoom }: Props) {
  if (zoom < HANDLED) return <DrawnLines layout={layout} seen={seen} zoom={zoom} />;
  return scenesWithin(layout, seen).flatMap((scene) =>
    scene.lines.map((line) => (
      <span
        key={line.id}
        className="timeline-caption"
        style={{
          left: ((scene.startMs + line.startMs) * zoom) / 1000,
          width: Math.max(2, (line.durationMs * zoom) / 1000 - 1),
        }}
      >
        {line.text}
      </span>
    )),
  );
}

function DrawnLines({ layout, seen, zoom }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fromPx = Math.max(0, Math.floor((seen.fromMs * zoom) / 1000));
  const widthPx = Math.ceil(((Math.min(seen.toMs, layout.totalMs) - Math.max(0, seen.fromMs)) * zoom) / 1000);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context == null) return;
    const { height } = canvas.current;
    context.clearRect(0, 0, widthPx, height);
    context.fillStyle = getComputedStyle(canvas.current).color;
    for (const scene of scenesWithin(layout, seen)) {
      for (const line of scene.lines) {
        const left = ((scene.startMs + line.startMs) * zoom) / 1000 - fromPx;
        context.fillRect(left, 4, Math.max(1, (line.durationMs * zoom) / 1000 - 0.5), height - 8);
      }
    }
  }, [layout, seen, zoom, fromPx, widthPx]);
  const width = Math.max(1, widthPx);
  return <canvas ref={canvas} className="timeline-drawn" style={{ left: fromPx, width }} width={width} height={36} />;
}
