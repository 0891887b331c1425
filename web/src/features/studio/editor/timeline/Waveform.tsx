import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { PEAKS_A_SECOND } from "../player/wav";
import { useEditor } from "../store";

interface Props {
  /** Of what is said: see `soundKey`. */
  line: string;
  durationMs: number;
  widthPx: number;
}

const HEIGHT_PX = 36;
/** Wider pictures are drawn coarser: browsers have limits. */
const WIDEST_PX = 4096;

/** How loud a line is, once it was heard here. */
export function Waveform({ line, durationMs, widthPx }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const editor = useEditor();
  const peaks = useStore(editor.speeches.store, ({ spoken }) => spoken.get(line)?.peaks ?? null);
  const width = Math.max(1, Math.min(WIDEST_PX, Math.round(widthPx)));
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context == null || peaks === null) return;
    context.clearRect(0, 0, width, HEIGHT_PX);
    context.fillStyle = getComputedStyle(canvas.current).color;
    const perPx = (durationMs * PEAKS_A_SECOND) / 1000 / width;
    const loudest = Math.max(1, ...peaks);
    for (let x = 0; x < width; x += 2) {
      const part = peaks.subarray(
        Math.floor(x * perPx),
        Math.max(Math.floor(x * perPx) + 1, Math.floor((x + 2) * perPx)),
      );
      const height = Math.max(1, (Math.max(0, ...part) / loudest) * (HEIGHT_PX - 6));
      context.fillRect(x, (HEIGHT_PX - height) / 2, 1.4, height);
    }
  }, [peaks, durationMs, width]);
  return peaks === null ? null : <canvas ref={canvas} width={width} height={HEIGHT_PX} />;
}
