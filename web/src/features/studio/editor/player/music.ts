/** The course's music under the preview, at the level that it has in the video. */
import type { Editor } from "../store";

/** So far, in seconds, it may be from where it should be. */
const APART = 0.4;

/** Follows the player until the gift is called. `urlOf` gives where a file of the project is. */
export function followMusic(editor: Editor, urlOf: (file: string) => Promise<string>): () => void {
  const audio = new Audio();
  audio.loop = true;
  let file: string | null = null;
  const follow = () => {
    const { music } = editor.store.getState().project;
    const { isPlaying, positionMs, speed } = editor.player.store.getState();
    const { isMusicMuted, volume } = editor.view.getState();
    if (music === null || !isPlaying || isMusicMuted) {
      if (!audio.paused) audio.pause();
      return;
    }
    if (file !== music.file) {
      file = music.file;
      void urlOf(file).then(
        (url) => {
          audio.src = url;
        },
        () => {
          // Speech goes on without it; the next time it is asked for again.
          file = null;
        },
      );
    }
    if (audio.readyState < HTMLMediaElement.HAVE_METADATA) return;
    audio.volume = Math.min(1, volume * 10 ** ((music.level_db ?? 0) / 20));
    audio.playbackRate = speed;
    const wanted = (positionMs / 1000) % audio.duration;
    if (Math.abs(audio.currentTime - wanted) > APART) audio.currentTime = wanted;
    if (audio.paused) void audio.play().catch(() => {});
  };
  const ends = [editor.player.store.subscribe(follow), editor.view.subscribe(follow)];
  return () => {
    for (const end of ends) end();
    audio.pause();
  };
}
