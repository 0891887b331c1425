import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { clock } from "../../../../lib/time";
import { tenths } from "../player/tenths";
import { useEditor } from "../store";
import { markStep, type Span } from "./scale";
import { useScrub } from "./useScrub";

interface Props {
  seen: Span;
  zoom: number;
  totalMs: number;
  leftOf: () => number;
}

const STEPS: Record<string, number> = { ArrowLeft: -1000, ArrowRight: 1000, PageUp: -10_000, PageDown: 10_000 };

/** Times along the top: pressed or dragged, the playhead goes there. */
export function Ruler({ seen, zoom, totalMs, leftOf }: Props) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const second = useStore(editor.player.store, (state) => Math.floor(state.positionMs / 1000));
  const scrub = useScrub(zoom, leftOf);
  const step = markStep(zoom);
  const first = Math.max(0, Math.floor(seen.fromMs / step));
  const last = Math.ceil(Math.min(seen.toMs, totalMs + step) / step);
  const marks = Array.from({ length: Math.max(0, last - first) }, (_, at) => (first + at) * step);

  function onKeyDown(event: KeyboardEvent) {
    const by = STEPS[event.key];
    if (by !== undefined) editor.player.step(by);
    else if (event.key === "Home") editor.player.seek(0);
    else if (event.key === "End") editor.player.seek(totalMs);
    else return;
    event.preventDefault();
  }

  return (
    <div
      className="timeline-ruler"
      role="slider"
      tabIndex={0}
      aria-label={t("timeline.position")}
      aria-valuemin={0}
      aria-valuemax={Math.floor(totalMs / 1000)}
      aria-valuenow={second}
      aria-valuetext={clock(second * 1000)}
      onKeyDown={onKeyDown}
      {...scrub}
    >
      {marks.map((ms) => (
        <span key={ms} style={{ transform: `translateX(${(ms * zoom) / 1000}px)` }}>
          {step < 1000 ? tenths(ms) : clock(ms)}
        </span>
      ))}
    </div>
  );
}
