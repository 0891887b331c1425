import { type PointerEvent, useRef } from "react";
import { useEditor } from "../store";
import { snapped } from "./scale";
import { cutsOf } from "./timing";

/** Pressing and dragging moves the playhead. `leftOf` gives where the timeline begins on the screen. */
export function useScrub(zoom: number, leftOf: () => number) {
  const editor = useEditor();
  const isDown = useRef(false);
  const go = (event: PointerEvent) => {
    const ms = ((event.clientX - leftOf()) * 1000) / zoom;
    const { isSnapping } = editor.view.getState();
    editor.player.seek(isSnapping ? snapped(ms, cutsOf(editor.player.layout), zoom) : ms);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      isDown.current = true;
      go(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if (isDown.current) go(event);
    },
    onPointerUp: () => {
      isDown.current = false;
    },
    onPointerCancel: () => {
      isDown.current = false;
    },
  };
}
