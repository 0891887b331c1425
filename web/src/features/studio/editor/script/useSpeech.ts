import { useCallback, useEffect, useRef, useState } from "react";
import type { Line } from "../../../../api/types.gen";
import { useEditor } from "../store";

type Phase = "asking" | "playing";

interface Speech {
  /** The line that is being asked for or heard; null while it is quiet. */
  now: { id: string; phase: Phase } | null;
  error: unknown;
  listen: (id: string, line: Line) => void;
  stop: () => void;
}

/** Lets one line at a time be heard, as the video would say it. */
export function useSpeech(): Speech {
  const editor = useEditor();
  const [now, setNow] = useState<Speech["now"]>(null);
  const [error, setError] = useState<unknown>(null);
  const quiet = useRef<() => void>(() => {});

  const stop = useCallback(() => {
    quiet.current();
    quiet.current = () => {};
    setNow(null);
  }, []);
  useEffect(() => () => quiet.current(), []);

  const listen = useCallback(
    (id: string, line: Line) => {
      quiet.current();
      editor.player.pause();
      const audio = new Audio();
      let isOver = false;
      quiet.current = () => {
        isOver = true;
        audio.pause();
      };
      setError(null);
      setNow({ id, phase: "asking" });
      void (async () => {
        try {
          const { url } = await editor.speeches.get(line);
          if (isOver) return;
          const { isMuted, volume } = editor.view.getState();
          audio.src = url;
          audio.volume = isMuted ? 1 : volume;
          audio.onended = stop;
          setNow({ id, phase: "playing" });
          await audio.play();
        } catch (failure) {
          if (isOver) return;
          setError(failure);
          stop();
        }
      })();
    },
    [editor, stop],
  );
  return { now, error, listen, stop };
}
