import { type RefObject, useEffect, useRef } from "react";
import { useEditor } from "../store";

/** Moved without drawing anything else anew; while it plays, it is kept in sight. */
export function Playhead({ zoom, scroller }: { zoom: number; scroller: RefObject<HTMLDivElement | null> }) {
  const editor = useEditor();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { store } = editor.player;
    const place = () => {
      const { positionMs, isPlaying } = store.getState();
      const x = (positionMs * zoom) / 1000;
      if (line.current !== null) line.current.style.transform = `translateX(${x}px)`;
      const element = scroller.current;
      if (element === null || !isPlaying) return;
      const isSeen = x >= element.scrollLeft && x <= element.scrollLeft + element.clientWidth - 24;
      if (!isSeen) element.scrollLeft = Math.max(0, x - 80);
    };
    place();
    return store.subscribe(place);
  }, [editor, zoom, scroller]);
  return <div ref={line} className="timeline-playhead" aria-hidden="true" />;
}
