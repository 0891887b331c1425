import { useCallback, useEffect, useRef, useState } from "react";
import { previewSpeech } from "../../../../api/sdk.gen";
import type { Line } from "../../../../api/types.gen";

type Phase = "asking" | "playing";

interface Speech {
  /** The line that is being asked for or heard; null while it is quiet. */
  now: { id: string; phase: Phase } | null;
  error: unknown;
  listen: (id: string, line: Line) => void;
  stop: () => void;
}

/** Lets one line at a time be heard, as the video would say it. */
export function useSpeech(projectId: string): Speech {
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
      const control = new AbortController();
      let url: string | null = null;
      const audio = new Audio();
      quiet.current = () => {
        control.abort();
        audio.pause();
        if (url !== null) URL.revokeObjectURL(url);
      };
      setError(null);
      setNow({ id, phase: "asking" });
      void (async () => {
        try {
          const body = { line, project_id: projectId };
          const { data } = await previewSpeech({ body, signal: control.signal, throwOnError: true });
          const bytes = Uint8Array.from(atob(data.audio), (letter) => letter.charCodeAt(0));
          url = URL.createObjectURL(new Blob([bytes], { type: data.media_type ?? "audio/wav" }));
          audio.src = url;
          audio.onended = stop;
          setNow({ id, phase: "playing" });
          await audio.play();
        } catch (failure) {
          if (control.signal.aborted) return;
          setError(failure);
          stop();
        }
      })();
    },
    [projectId, stop],
  );
  return { now, error, listen, stop };
}
