import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ElementBox, TextBox } from "../../../../api/types.gen";
import { useEditor, useEditorState } from "../store";
import { clear, put, writeText } from "./arranging";
import { Ghosts } from "./Ghosts";
import { type Box, graspable, HANDLES, moved, resized, withinFrame } from "./geometry";
import { TextEditor } from "./TextEditor";
import { textAt } from "./texts";
import { type Arranged, useChosen } from "./useBoxes";
import { useDragging } from "./useDragging";

interface Props {
  slide: Arranged;
  /** Of the video's pixels on the screen. */
  scale: number;
}

const ARROWS: Record<string, [number, number]> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};
/** In pixels of the video. */
const NUDGE = 8;
const LEAP = 40;
/** So large is what a finger can point at, in pixels of the screen. */
const TARGET = 24;
/** Boxes that are smaller on the screen have handles at their corners only. */
const ROOM_FOR_SIDES = 72;

/** One box for each thing on the slide. Tab goes from one to the next, Enter writes, arrows move, Ctrl and arrows resize. */
export function Elements({ slide, scale }: Props) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const layer = useRef<HTMLDivElement>(null);
  const chosen = useChosen(slide);
  const content = useEditorState((state) => state.document.scenes[state.selected]?.content);
  const { dragged, begin, moving } = useDragging(slide, layer);
  const [written, setWritten] = useState<{ text: TextBox; element: string } | null>(null);
  const isChosen = new Set(chosen.map(({ element }) => element));
  const told = (path: string) => (content === undefined ? null : textAt(content.slide, path));
  const percent = (box: Box) => ({
    left: `${(box.x / slide.width) * 100}%`,
    top: `${(box.y / slide.height) * 100}%`,
    inlineSize: `${(box.width / slide.width) * 100}%`,
    blockSize: `${(box.height / slide.height) * 100}%`,
  });

  function label(box: ElementBox): string {
    const words = box.texts
      .map(({ path }) => told(path))
      .filter(Boolean)
      .join(" · ");
    const name = t(`canvas.elements.${box.element}`);
    return words === "" ? name : t("canvas.named", { name, words: words.slice(0, 80) });
  }

  function choose(box: ElementBox, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): ElementBox[] {
    const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
    let names = isMore ? new Set(isChosen) : isChosen.has(box.element) ? isChosen : new Set([box.element]);
    if (isMore && !names.delete(box.element)) names = new Set([...names, box.element]);
    editor.chooseElements([...names]);
    return slide.boxes.filter(({ element }) => names.has(element));
  }

  function onPress(box: ElementBox, event: PointerEvent<HTMLButtonElement>) {
    if (event.button !== 0) return;
    event.currentTarget.focus({ preventScroll: true });
    begin(event, "all", choose(box, event));
  }

  function write(box: ElementBox, at?: { x: number; y: number }) {
    const text = box.texts.find((one) => at && at.y >= one.y && at.y < one.y + one.height && at.x < one.x + one.width);
    const wanted = text ?? box.texts[0];
    if (wanted !== undefined) setWritten({ text: wanted, element: box.element });
  }

  function onDouble(box: ElementBox, event: MouseEvent) {
    const bounds = layer.current?.getBoundingClientRect();
    if (bounds !== undefined)
      write(box, { x: (event.clientX - bounds.left) / scale, y: (event.clientY - bounds.top) / scale });
  }

  function onKey(box: ElementBox, event: KeyboardEvent) {
    const isCtrl = event.ctrlKey || event.metaKey;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && !event.altKey) {
      const by = arrow.map((one) => one * (event.shiftKey ? LEAP : NUDGE)) as [number, number];
      const all = isChosen.has(box.element) ? chosen : [box];
      const [dx, dy] = isCtrl ? by : withinFrame(all, ...by, slide);
      const change = (one: Box) => (isCtrl ? resized(one, { x: 1, y: 1 }, dx, dy, slide) : moved(one, dx, dy));
      put(
        editor,
        slide,
        all.map((one) => ({ ...one, ...change(one) })),
        isCtrl ? "resize" : "nudge",
      );
    } else if (event.key === "Enter" || event.key === "F2") write(box);
    else if (event.key === " ") choose(box, { shiftKey: true, ctrlKey: false, metaKey: false });
    else if (isCtrl && event.key.toLowerCase() === "a")
      editor.chooseElements(slide.boxes.map(({ element }) => element));
    else if (event.key === "Escape" && chosen.length > 0) editor.chooseElements([]);
    else if (event.key === "Delete" || event.key === "Backspace") {
      // Never the scene, whose key it is elsewhere.
      const gone = clear(editor, isChosen.has(box.element) ? chosen : [box]);
      editor.tell(t(gone ? "canvas.cleared" : "canvas.notCleared"));
    } else return;
    event.preventDefault();
  }

  function done(text: string | null) {
    if (written === null) return;
    if (text !== null) writeText(editor, written.text.path, text);
    layer.current?.querySelector<HTMLElement>(`[data-element="${written.element}"]`)?.focus({ preventScroll: true });
    setWritten(null);
  }

  const shown = dragged === null || dragged.frame !== null ? chosen : dragged.boxes;
  const only = shown.length === 1 ? shown[0] : undefined;
  const held = only && graspable(only, TARGET / scale);
  return (
    <div ref={layer} className="canvas-layer" onPointerDown={(event) => begin(event, "frame", [])} {...moving}>
      <Ghosts
        slide={slide}
        boxes={slide.boxes.map((box) => shown.find((one) => one.element === box.element) ?? box)}
        scale={scale}
      />
      {slide.boxes.map((box) => {
        const now = shown.find(({ element }) => element === box.element) ?? box;
        return (
          <button
            key={box.element}
            type="button"
            className="canvas-box"
            data-element={box.element}
            aria-pressed={isChosen.has(box.element)}
            aria-label={label(box)}
            style={percent(graspable(now, TARGET / scale))}
            onPointerDown={(event) => onPress(box, event)}
            onDoubleClick={(event) => onDouble(box, event)}
            onFocus={() => isChosen.has(box.element) || editor.chooseElements([box.element])}
            onKeyDown={(event) => onKey(box, event)}
          />
        );
      })}
      {only !== undefined &&
        held !== undefined &&
        HANDLES.filter(
          ({ x, y }) => (x !== 0 && y !== 0) || (x === 0 ? held.width : held.height) * scale > ROOM_FOR_SIDES,
        ).map((handle) => (
          <span
            key={`${handle.x} ${handle.y}`}
            className="canvas-handle"
            data-x={handle.x}
            data-y={handle.y}
            aria-hidden="true"
            style={{
              left: `${((held.x + (held.width * (handle.x + 1)) / 2) / slide.width) * 100}%`,
              top: `${((held.y + (held.height * (handle.y + 1)) / 2) / slide.height) * 100}%`,
            }}
            onPointerDown={(event) => begin(event, handle, [only])}
          />
        ))}
      {dragged?.guides.map(({ axis, at }) => (
        <span
          key={axis}
          className={`canvas-guide is-${axis}`}
          style={axis === "x" ? { left: `${(at / slide.width) * 100}%` } : { top: `${(at / slide.height) * 100}%` }}
        />
      ))}
      {dragged?.frame && <span className="canvas-frame" style={percent(dragged.frame)} />}
      {written !== null && (
        <TextEditor
          key={written.text.path}
          slide={slide}
          box={written.text}
          text={told(written.text.path) ?? ""}
          scale={scale}
          onDone={done}
        />
      )}
    </div>
  );
}
