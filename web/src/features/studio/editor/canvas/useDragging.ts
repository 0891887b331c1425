import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { ElementBox, SlideBoxes } from "../../../../api/types.gen";
import { useEditor } from "../store";
import { put } from "./arranging";
import {
  around,
  type Box,
  type Guide,
  type Handle,
  linesOf,
  moved,
  resized,
  snapped,
  touched,
  withinFrame,
} from "./geometry";

/** So far a pointer may slip, in pixels of the screen, and it is still a click. */
const SLIP = 4;
/** So near to a line, in pixels of the screen, things snap to it. */
const REACH = 7;

export interface Dragged {
  /** Where the chosen elements would be put. */
  readonly boxes: readonly ElementBox[];
  readonly guides: readonly Guide[];
  /** A frame that is drawn around what is to be chosen. */
  readonly frame: Box | null;
}

interface Press {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly boxes: readonly ElementBox[];
  /** "frame": nothing is moved, a frame is drawn. */
  readonly what: Handle | "all" | "frame";
  hasMoved: boolean;
}

/** Moving, resizing and drawing a frame by pointer. Escape gives up; Alt keeps from snapping. */
export function useDragging(slide: SlideBoxes, layer: RefObject<HTMLElement | null>) {
  const editor = useEditor();
  const press = useRef<Press | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);

  useEffect(() => {
    if (dragged === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      press.current = null;
      setDragged(null);
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [dragged]);

  const scale = () => slide.width / (layer.current?.clientWidth || slide.width);

  function begin(event: PointerEvent<HTMLElement>, what: Press["what"], boxes: readonly ElementBox[]): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, boxes, what, hasMoved: false };
  }

  function found(now: Press, event: PointerEvent): Dragged {
    const by = [(event.clientX - now.x) * scale(), (event.clientY - now.y) * scale()] as const;
    if (now.what === "frame") return { boxes: now.boxes, guides: [], frame: drawn(now, by) };
    const chosen = new Set(now.boxes.map(({ element }) => element));
    const others = slide.boxes.filter(({ element }) => !chosen.has(element));
    const isSnapping = editor.view.getState().isSnapping && !event.altKey;
    const handle = now.what === "all" ? null : now.what;
    const near = snapped(around(now.boxes), handle, by, linesOf(others, slide), isSnapping ? REACH * scale() : 0);
    const [dx, dy] = handle === null ? withinFrame(now.boxes, near.dx, near.dy, slide) : [near.dx, near.dy];
    const change = (box: Box) => (handle === null ? moved(box, dx, dy) : resized(box, handle, dx, dy, slide));
    return { boxes: now.boxes.map((box) => ({ ...box, ...change(box) })), guides: near.guides, frame: null };
  }

  function drawn(now: Press, [dx, dy]: readonly [number, number]): Box {
    const bounds = layer.current?.getBoundingClientRect();
    const x = (now.x - (bounds?.left ?? 0)) * scale();
    const y = (now.y - (bounds?.top ?? 0)) * scale();
    return { x: Math.min(x, x + dx), y: Math.min(y, y + dy), width: Math.abs(dx), height: Math.abs(dy) };
  }

  function onPointerMove(event: PointerEvent): void {
    const now = press.current;
    if (now === null || now.pointer !== event.pointerId) return;
    now.hasMoved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) > SLIP;
    if (now.hasMoved) setDragged(found(now, event));
  }

  function onPointerUp(event: PointerEvent): void {
    const now = press.current;
    if (now === null || now.pointer !== event.pointerId) return;
    press.current = null;
    if (now.hasMoved) {
      const end = found(now, event);
      if (end.frame === null) put(editor, slide, end.boxes);
      else editor.chooseElements(touched(slide.boxes, end.frame).map(({ element }) => element));
    } else if (now.what === "frame") editor.chooseElements([]);
    setDragged(null);
  }

  function onPointerCancel(): void {
    press.current = null;
    setDragged(null);
  }

  return { dragged, begin, moving: { onPointerMove, onPointerUp, onPointerCancel } };
}
