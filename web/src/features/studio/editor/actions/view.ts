import type { Editor } from "../store";
import { USUAL_SIZES } from "../view";
import type { Action } from "./action";

const ZOOM_STEP = 1.4;
/** Pixels a second. */
export const ZOOMS = { least: 0.5, most: 400 } as const;

export function zoomBy(editor: Editor, factor: number): void {
  editor.view.setState(({ zoom, fit }) => ({ zoom: Math.min(ZOOMS.most, Math.max(fit, (zoom ?? fit) * factor)) }));
}

const toggle = (part: keyof typeof USUAL_SIZES) => (editor: Editor) =>
  editor.view.setState((view) => ({ [part]: view[part] === 0 ? USUAL_SIZES[part] : 0 }));

const isOpen = (part: keyof typeof USUAL_SIZES) => (editor: Editor) => editor.view.getState()[part] > 0;

export const view: readonly Action[] = [
  {
    ...{ id: "render", category: "course", keys: ["Ctrl+Enter"], whileTyping: true },
    run: ({ view }) => view.setState({ dialog: "render" }),
  },
  {
    ...{ id: "ask", category: "course", keys: ["Alt+Q"], whileTyping: true },
    run: ({ view }) => view.setState({ dialog: "ask" }),
  },
  {
    ...{ id: "save", category: "course", keys: ["Ctrl+S"], edits: true, whileTyping: true },
    run: (editor) => void editor.saver.flush(),
  },
  {
    ...{ id: "zoomIn", category: "timeline", keys: ["=", "Plus"] },
    isEnabled: ({ view }) => (view.getState().zoom ?? 0) < ZOOMS.most,
    run: (editor) => zoomBy(editor, ZOOM_STEP),
  },
  {
    ...{ id: "zoomOut", category: "timeline", keys: ["-"] },
    isEnabled: ({ view }) => (view.getState().zoom ?? 0) > view.getState().fit,
    run: (editor) => zoomBy(editor, 1 / ZOOM_STEP),
  },
  { id: "zoomFit", category: "timeline", keys: ["0"], run: ({ view }) => view.setState({ zoom: null }) },
  {
    ...{ id: "snap", category: "timeline", keys: ["N"] },
    isOn: ({ view }) => view.getState().isSnapping,
    run: ({ view }) => view.setState(({ isSnapping }) => ({ isSnapping: !isSnapping })),
  },
  {
    ...{ id: "muteMusic", category: "timeline", keys: ["Shift+M"] },
    isOn: ({ view }) => view.getState().isMusicMuted,
    run: ({ view }) => view.setState(({ isMusicMuted }) => ({ isMusicMuted: !isMusicMuted })),
  },
  { id: "toggleLeft", category: "view", keys: ["Alt+1"], isOn: isOpen("left"), run: toggle("left") },
  { id: "toggleRight", category: "view", keys: ["Alt+2"], isOn: isOpen("right"), run: toggle("right") },
  { id: "toggleTimeline", category: "view", keys: ["Alt+3"], isOn: isOpen("bottom"), run: toggle("bottom") },
  {
    ...{ id: "sources", category: "view", keys: ["Alt+4"], whileTyping: true },
    isOn: ({ view }) => view.getState().hasSources,
    run: ({ view }) => view.setState(({ hasSources }) => ({ hasSources: !hasSources })),
  },
  { id: "usualLayout", category: "view", keys: [], run: ({ view }) => view.setState(USUAL_SIZES) },
  {
    ...{ id: "palette", category: "help", keys: ["Ctrl+K"], whileTyping: true },
    run: ({ view }) => view.setState({ dialog: "palette" }),
  },
  { id: "help", category: "help", keys: ["?"], run: ({ view }) => view.setState({ dialog: "help" }) },
];
