import { type KeyboardEvent, type PointerEvent, useRef } from "react";

interface Props {
  label: string;
  /** Of the line between the parts. */
  orientation: "vertical" | "horizontal";
  /** Of the part that it sizes, in sixteenths of a rem, which are pixels where text has its usual size; 0 is closed. */
  value: number;
  min: number;
  max: number;
  usual: number;
  /** 1 where the part grows as one moves right or down, -1 where it grows the other way. */
  direction: 1 | -1;
  onChange: (value: number) => void;
}

const STEP = 16;
const LEAP = 64;

/** The line between two parts of a page: dragged, moved by arrow keys, and closed or opened by a double click or Enter. */
export function Splitter({ label, orientation, value, min, max, usual, direction, onChange }: Props) {
  const from = useRef<{ at: number; value: number } | null>(null);
  const isVertical = orientation === "vertical";
  const place = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY) / pixelsInSixteenth();
  /** Narrower than half of the least is closed. */
  const set = (wanted: number) => onChange(wanted < min / 2 ? 0 : Math.round(Math.min(max, Math.max(min, wanted))));
  const toggle = () => set(value === 0 ? usual : 0);

  function onKeyDown(event: KeyboardEvent) {
    const towards = isVertical ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (towards !== undefined) {
      const by = towards * direction * (event.shiftKey ? LEAP : STEP);
      set(value === 0 ? (by > 0 ? min : 0) : by < 0 && value <= min ? 0 : Math.max(min, value + by));
    } else if (event.key === "Home") set(min);
    else if (event.key === "End") set(max);
    else if (event.key === "Enter") toggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no <hr>
    <div
      className={`splitter is-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDoubleClick={toggle}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: place(event), value };
      }}
      onPointerMove={(event) => {
        const { current } = from;
        if (current !== null) set(current.value + (place(event) - current.at) * direction);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}

function pixelsInSixteenth(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
