import { useEffect, useRef } from "react";
import type { SceneId } from "../doc/document";
import { usePeaks } from "./peaks";

interface Props {
  sceneId: SceneId;
  /** From the scene's start. */
  fromMs: number;
  durationMs: number;
  widthPx: number;
}

const HEIGHT_PX = 40;
/** Wider pictures are drawn coarser: browsers have limits. */
const WIDEST_PX = 4096;

/** The loudness of a stretch of a scene's speech, once the server has told it. */
export function Waveform({ sceneId, fromMs, durationMs, widthPx }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const peaks = usePeaks(sceneId);
  const width = Math.max(1, Math.min(WIDEST_PX, Math.round(widthPx)));
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context == null || peaks === null) return;
    context.clearRect(0, 0, width, HEIGHT_PX);
    context.fillStyle = getComputedStyle(canvas.current).color;
    const first = (fromMs * peaks.perSecond) / 1000;
    const count = (durationMs * peaks.perSecond) / 1000;
    for (let x = 0; x < width; x += 2) {
      const from = Math.floor(first + (x * count) / width);
      const to = Math.max(from + 1, Math.floor(first + ((x + 2) * count) / width));
      const loudness = Math.max(0, ...peaks.values.slice(from, to)) / 255;
      const height = Math.max(1, loudness * (HEIGHT_PX - 6));
      context.fillRect(x, (HEIGHT_PX - height) / 2, 1, height);
    }
  }, [peaks, fromMs, durationMs, width]);
  if (peaks === null) return null;
  return <canvas ref={canvas} width={width} height={HEIGHT_PX} />;
}
