import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ZOOMS, zoomBy } from "../actions/view";
import type { Editor } from "../store";
import type { Span } from "./scale";

/** What is seen is drawn with so much beside it, in pixels, and anew after so much. */
const CHUNK_PX = 320;

/** The part of the timeline that is seen, at a zoom in pixels a second. */
export function useSeen(scroller: RefObject<HTMLDivElement | null>, zoom: number): Span & { widthPx: number } {
  const [seen, setSeen] = useState({ chunk: 0, widthPx: 1200 });
  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const chunk = Math.floor(element.scrollLeft / CHUNK_PX);
    const widthPx = element.clientWidth;
    setSeen((before) => (before.chunk === chunk && before.widthPx === widthPx ? before : { chunk, widthPx }));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, look]);
  const fromPx = (seen.chunk - 1) * CHUNK_PX;
  const toPx = fromPx + seen.widthPx + 3 * CHUNK_PX;
  return { fromMs: (fromPx * 1000) / zoom, toMs: (toPx * 1000) / zoom, widthPx: seen.widthPx };
}

/** Zooming keeps what is under the pointer, or else the playhead, where it is. Ctrl and the wheel zoom. */
export function useZooming(editor: Editor, scroller: RefObject<HTMLDivElement | null>, zoom: number): void {
  const before = useRef(zoom);
  const pointer = useRef<number | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || before.current === zoom) return;
    const playhead = (editor.player.store.getState().positionMs * before.current) / 1000 - element.scrollLeft;
    const isSeen = playhead >= 0 && playhead <= element.clientWidth;
    const x = pointer.current ?? (isSeen ? playhead : element.clientWidth / 2);
    element.scrollLeft = ((element.scrollLeft + x) * zoom) / before.current - x;
    before.current = zoom;
    pointer.current = null;
  }, [editor, scroller, zoom]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      pointer.current = event.clientX - element.getBoundingClientRect().left;
      zoomBy(editor, Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 300));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [editor, scroller]);
}

/** The zoom that shows all of a course of `totalMs` in `widthPx`. */
export function fitting(totalMs: number, widthPx: number): number {
  return totalMs === 0 ? ZOOMS.least : Math.min(ZOOMS.most, ((widthPx - 24) * 1000) / totalMs);
}
