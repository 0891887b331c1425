import { FRAME_MS, SPEEDS } from "../player/player";
import type { Editor } from "../store";
import { cutsOf } from "../timeline/timing";
import type { Action } from "./action";

/** The next speed up or down from the one that is set; null where there is none. */
function nextSpeed(editor: Editor, direction: -1 | 1): number | null {
  const { speed } = editor.player.store.getState();
  return SPEEDS[SPEEDS.indexOf(speed) + direction] ?? null;
}

function changeSpeed(editor: Editor, direction: -1 | 1): void {
  editor.player.setSpeed(nextSpeed(editor, direction) ?? 1);
}

const at = (editor: Editor) => editor.player.store.getState().positionMs;
const has = (editor: Editor) => editor.player.layout.totalMs > 0;
const isAfterStart = (editor: Editor) => at(editor) > 0;
const isBeforeEnd = (editor: Editor) => at(editor) < editor.player.layout.totalMs;

/** A place that is so near is where one is, in ms. */
const HERE_MS = 30;

export const playback: readonly Action[] = [
  { id: "play", category: "playback", keys: ["Space", "K"], isEnabled: has, run: ({ player }) => player.toggle() },
  { id: "back", category: "playback", keys: ["J"], isEnabled: isAfterStart, run: ({ player }) => player.step(-1000) },
  { id: "forward", category: "playback", keys: ["L"], isEnabled: isBeforeEnd, run: ({ player }) => player.step(1000) },
  {
    ...{ id: "frameBack", category: "playback", keys: ["ArrowLeft"] },
    isEnabled: isAfterStart,
    run: ({ player }) => player.step(-FRAME_MS),
  },
  {
    ...{ id: "frameForward", category: "playback", keys: ["ArrowRight"] },
    isEnabled: isBeforeEnd,
    run: ({ player }) => player.step(FRAME_MS),
  },
  {
    ...{ id: "leapBack", category: "playback", keys: ["Shift+ArrowLeft"] },
    isEnabled: isAfterStart,
    run: ({ player }) => player.step(-5000),
  },
  {
    ...{ id: "leapForward", category: "playback", keys: ["Shift+ArrowRight"] },
    isEnabled: isBeforeEnd,
    run: ({ player }) => player.step(5000),
  },
  { id: "toStart", category: "playback", keys: ["Home"], isEnabled: isAfterStart, run: ({ player }) => player.seek(0) },
  {
    ...{ id: "toEnd", category: "playback", keys: ["End"] },
    isEnabled: isBeforeEnd,
    run: ({ player }) => player.seek(player.layout.totalMs),
  },
  {
    ...{ id: "previousCut", category: "playback", keys: ["ArrowUp"] },
    isEnabled: isAfterStart,
    run: (editor) =>
      editor.player.seek(cutsOf(editor.player.layout).findLast((cut) => cut < at(editor) - HERE_MS) ?? 0),
  },
  {
    ...{ id: "nextCut", category: "playback", keys: ["ArrowDown"] },
    isEnabled: isBeforeEnd,
    run: (editor) => {
      const { player } = editor;
      const next = cutsOf(player.layout).find((cut) => cut > at(editor) + HERE_MS);
      player.seek(next ?? player.layout.totalMs);
    },
  },
  {
    ...{ id: "slower", category: "playback", keys: ["<"] },
    isEnabled: (editor) => nextSpeed(editor, -1) !== null,
    run: (editor) => changeSpeed(editor, -1),
  },
  {
    ...{ id: "faster", category: "playback", keys: [">"] },
    isEnabled: (editor) => nextSpeed(editor, 1) !== null,
    run: (editor) => changeSpeed(editor, 1),
  },
  {
    ...{ id: "loop", category: "playback", keys: ["R"] },
    isOn: ({ player }) => player.store.getState().isLooping,
    run: ({ player }) => player.setLooping(!player.store.getState().isLooping),
  },
  {
    ...{ id: "mute", category: "playback", keys: ["M"] },
    isOn: ({ view }) => view.getState().isMuted,
    run: ({ view }) => view.setState(({ isMuted }) => ({ isMuted: !isMuted })),
  },
  {
    ...{ id: "captions", category: "playback", keys: ["C"] },
    isOn: ({ view }) => view.getState().hasCaptions,
    run: ({ view }) => view.setState(({ hasCaptions }) => ({ hasCaptions: !hasCaptions })),
  },
  {
    ...{ id: "fullscreen", category: "playback", keys: ["F"] },
    isOn: () => Boolean(document.fullscreenElement),
    run: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else
        void document
          .getElementById("editor-picture")
          ?.requestFullscreen?.()
          .catch(() => {});
    },
  },
];
