import { useCallback, useEffect, useRef, useState } from "react";
import { previewSpeech } from "../../api/sdk.gen";
import type { Line } from "../../api/types.gen";
import type { CourseLanguage } from "./queries";

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
    async (line: Line, language: CourseLanguage) => {
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
        const { data } = await previewSpeech({ body: { line, language }, signal: control.signal, throwOnError: true });
        const bytes = Uint8Array.from(atob(data.audio), (letter) => letter.charCodeAt(0));
        const url = URL.createObjectURL(new Blob([bytes], { type: data.media_type ?? "audio/wav" }));
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
