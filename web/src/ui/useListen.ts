import { useCallback, useEffect, useRef, useState } from "react";
import type { Line, LineToSpeak } from "../api/types.gen";
import { speak } from "../lib/speech";

type Phase = "quiet" | "asking" | "playing";

/** Lets a sentence be heard as a video would say it. */
export function useListen() {
  const [phase, setPhase] = useState<Phase>("quiet");
  const [error, setError] = useState<unknown>(null);
  const hush = useRef(() => {});

  const stop = useCallback(() => {
    hush.current();
    hush.current = () => {};
    setPhase("quiet");
  }, []);
  useEffect(() => () => hush.current(), []);

  const listen = useCallback(
    async (line: Line, language: LineToSpeak["language"]) => {
      stop();
      const control = new AbortController();
      const audio = new Audio();
      hush.current = () => {
        control.abort();
        audio.pause();
      };
      setError(null);
      setPhase("asking");
      try {
        const { bytes, mediaType } = await speak({ line, language }, control.signal);
        const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
        audio.onended = stop;
        audio.src = url;
        hush.current = () => {
          audio.pause();
          URL.revokeObjectURL(url);
        };
        await audio.play();
        setPhase("playing");
      } catch (failure) {
        if (control.signal.aborted) return;
        setError(failure);
        stop();
      }
    },
    [stop],
  );
  return { phase, error, listen, stop };
}
