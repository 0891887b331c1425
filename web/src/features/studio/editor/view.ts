/** How the editor looks to this person: sizes and tabs, kept in the browser. Nothing of it belongs to the course. */
import { createStore } from "zustand";
import { keep, readKept } from "../../../lib/kept";

const KEPT = "tecnocursos.editor";

/** Sizes in pixels; 0 is closed. */
const USUAL = {
  left: 272,
  right: 320,
  bottom: 236,
  leftTab: "scenes",
  rightTab: "scene",
  isSnapping: true,
  hasCaptions: true,
  /** What each line was made from stands below it. */
  hasSources: false,
  isMuted: false,
  isMusicMuted: false,
  volume: 1,
};

export const USUAL_SIZES = { left: USUAL.left, right: USUAL.right, bottom: USUAL.bottom };

export type Dialog = "ask" | "help" | "palette" | "newScene" | "render" | "respell" | "rest";

/** A part of what a line says: [start, end) in its text; both are the same for a place between words. */
export interface Passage {
  readonly sceneId: string;
  readonly lineId: string;
  readonly start: number;
  readonly end: number;
}

export interface View extends Readonly<typeof USUAL> {
  /** On narrow screens one part is shown at a time. */
  readonly narrowTab: string;
  /** Of the timeline, in pixels a second; null until its room is known: then it shows the whole course. */
  readonly zoom: number | null;
  /** The zoom that shows the whole course. */
  readonly fit: number;
  readonly dialog: Dialog | null;
  /** The line that is to have the cursor, once its field is there. */
  readonly wantedLine: string | null;
  /** The line whose details are open. */
  readonly details: string | null;
  /** Where the cursor is, or was last, in the narration. */
  readonly caret: Passage | null;
  /** What the dialog about a word or a rest is about. */
  readonly passage: Passage | null;
  /** What was done last, for people who do not see it. */
  readonly told: string;
}

export function createView() {
  const view = createStore<View>(() => ({
    ...readKept(KEPT, USUAL),
    narrowTab: "stage",
    zoom: null,
    fit: 0.5,
    dialog: null,
    wantedLine: null,
    details: null,
    caret: null,
    passage: null,
    told: "",
  }));
  view.subscribe((now, before) => {
    const names = Object.keys(USUAL) as (keyof typeof USUAL)[];
    if (names.some((name) => now[name] !== before[name]))
      keep(KEPT, Object.fromEntries(names.map((name) => [name, now[name]])));
  });
  return view;
}
