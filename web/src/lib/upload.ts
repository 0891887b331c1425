/** Files on their way to the server, in pieces: a cut connection, or a page that is closed, costs one piece. */
import type { DetailedError } from "tus-js-client";
import { Upload } from "tus-js-client";
import { ApiError, refreshOnce, Unreachable } from "./http";
import i18n from "./i18n";

export interface Sending {
  /** Go on after `pause`, or after an error, from where it was. */
  resume: () => void;
  pause: () => void;
  /** Give it up: what arrived is thrown away. */
  cancel: () => Promise<void>;
}

interface Listener {
  onProgress: (sent: number, total: number) => void;
  /** The finished upload's id, which documents and assets are made of. */
  onDone: (uploadId: string) => void;
  onError: (error: Error) => void;
}

const PIECE_BYTES = 8 * 1024 ** 2;
const PAUSES_MS = [0, 1000, 3000, 5000, 10_000, 20_000];

/** Send a file. One that was begun before, on this page or an earlier one, goes on. */
export function sendFile(file: File, listener: Listener): Sending {
  const upload = new Upload(file, {
    endpoint: "/api/v1/uploads",
    chunkSize: PIECE_BYTES,
    retryDelays: PAUSES_MS,
    metadata: { filename: file.name },
    removeFingerprintOnSuccess: true,
    headers: { "Accept-Language": i18n.language },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return status === 0 || status === 401 || status === 409 || status === 423 || status === 429 || status >= 500;
    },
    onAfterResponse: async (_request, response) => {
      // The sign-in's short part ran out meanwhile: the retry comes with a new one.
      if (response.getStatus() === 401) await refreshOnce();
    },
    onProgress: listener.onProgress,
    onError: (error) => listener.onError(failureOf(error)),
    onSuccess: () => listener.onDone(upload.url?.split("/").at(-1) ?? ""),
  });
  void begin(upload);
  return {
    resume: () => upload.start(),
    pause: () => void upload.abort(),
    cancel: () => upload.abort(true),
  };
}

async function begin(upload: Upload): Promise<void> {
  const [earlier] = await upload.findPreviousUploads();
  if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
  upload.start();
}

function failureOf(error: Error | DetailedError): Error {
  const answer = "originalResponse" in error ? error.originalResponse : null;
  if (answer === null || answer.getStatus() === 0) return new Unreachable();
  try {
    return new ApiError(answer.getStatus(), JSON.parse(answer.getBody()));
  } catch {
    return new ApiError(answer.getStatus(), {});
  }
}
