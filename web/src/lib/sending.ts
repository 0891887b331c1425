/**
 * One file on its way to the server, by tus: what was sent stays sent when the connection breaks, when somebody pauses,
 * and when the page is closed and the same file is chosen again. Plain TypeScript: a page shows its `state`.
 */
import { type DetailedError, type HttpResponse, type PreviousUpload, Upload } from "tus-js-client";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "../api/types.gen";
import { ApiError, refreshOnce, Unreachable } from "./http";
import i18n from "./i18n";

type Phase = "sending" | "waiting" | "paused" | "failed" | "sent";

interface SendingState {
  phase: Phase;
  sentBytes: number;
  totalBytes: number;
  error: unknown;
}

export const PREFIX = "tecnocursos";
const ENDPOINT = "/api/v1/uploads";
const CHUNK_BYTES = 8 * 1024 ** 2;
/** For about ten minutes; after that a person says when. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000, ...Array<number>(36).fill(15_000)];
const WORTH_ANOTHER_TRY = new Set([401, 408, 409, 423, 429]);

/** An answer that is no success, as the rest of the app knows it; none at all: not reachable. */
function failureOf(error: Error | DetailedError): Error {
  const answer = "originalResponse" in error ? error.originalResponse : null;
  if (answer === null || answer.getStatus() === 0) return new Unreachable();
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(answer.getBody()) as Partial<Problem>;
  } catch {
    // Some proxy's own page: nothing to tell of it but its status.
  }
  return new ApiError(answer.getStatus(), problem);
}

function isWorthAnotherTry(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || WORTH_ANOTHER_TRY.has(status);
}

/** A sign-in's short part may run out while a long file is sent: the retry comes with a new one. */
async function renewSignIn(answer: HttpResponse): Promise<void> {
  if (answer.getStatus() === 401) await refreshOnce();
}

/** Of the same file in the same organisation; not by its path, which browsers do not tell. */
function fingerprint(file: File, owner: string): string {
  return [PREFIX, owner, file.name, file.type, file.size, file.lastModified].join("|");
}

export interface Sending {
  state: StoreApi<SendingState>;
  pause: () => void;
  resume: () => void;
  /** Leaves it where it is; the same file goes on from there. */
  stop: () => void;
  /** Gives the upload up; the server forgets what it has. */
  cancel: () => void;
}

/** `owner` keeps apart what different people, or for different ends, send from one computer. `onSent` gets the id of the upload. */
export function startSending(file: File, owner: string, onSent: (uploadId: string) => void): Sending {
  const state = createStore<SendingState>(() => ({
    phase: "sending",
    sentBytes: 0,
    totalBytes: file.size,
    error: null,
  }));
  let isGivenUp = false;
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    chunkSize: CHUNK_BYTES,
    uploadDataDuringCreation: true,
    removeFingerprintOnSuccess: true,
    retryDelays: RETRY_MS,
    metadata: { filename: file.name },
    headers: { "Accept-Language": i18n.language },
    fingerprint: async () => fingerprint(file, owner),
    onAfterResponse: (_request, answer) => renewSignIn(answer),
    onShouldRetry: (error) => {
      const retries = isWorthAnotherTry(error);
      if (retries) state.setState({ phase: "waiting", error: failureOf(error) });
      return retries;
    },
    onProgress: (sentBytes) => {
      if (!isGivenUp && state.getState().phase !== "paused") {
        state.setState({ phase: "sending", sentBytes, error: null });
      }
    },
    onError: (error) => {
      if (!isGivenUp) state.setState({ phase: "failed", error: failureOf(error) });
    },
    onSuccess: () => {
      window.removeEventListener("online", goOn);
      if (isGivenUp) return;
      state.setState({ phase: "sent", sentBytes: file.size, error: null });
      onSent(upload.url?.split("/").at(-1) ?? "");
    },
  });

  const start = () => {
    state.setState({ phase: "sending", error: null });
    upload.start();
  };
  const goOn = () => {
    if (state.getState().phase !== "waiting") return;
    void upload.abort().then(start);
  };
  window.addEventListener("online", goOn);
  void upload.findPreviousUploads().then((found: PreviousUpload[]) => {
    if (isGivenUp) return;
    const [last] = found;
    if (last !== undefined) upload.resumeFromPreviousUpload(last);
    start();
  });

  const leave = (terminates: boolean) => {
    isGivenUp = true;
    window.removeEventListener("online", goOn);
    // What cannot be told to the server now, it forgets by itself after some days.
    void upload.abort(terminates).catch(() => undefined);
  };
  return {
    state,
    pause: () => {
      state.setState({ phase: "paused" });
      void upload.abort();
    },
    resume: start,
    stop: () => leave(false),
    cancel: () => leave(true),
  };
}
