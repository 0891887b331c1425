/** What lines sound like, as a video would say them. */
import { previewSpeech } from "../api/sdk.gen";
import type { LineToSpeak } from "../api/types.gen";

/** `bytes` are a WAV file, or another that a browser plays. */
export interface Spoken {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly durationMs: number;
}

export async function speak(body: LineToSpeak, signal?: AbortSignal): Promise<Spoken> {
  const { data } = await previewSpeech({ body, signal, throwOnError: true });
  const bytes = Uint8Array.from(atob(data.audio), (letter) => letter.charCodeAt(0));
  return { bytes, mediaType: data.media_type ?? "audio/wav", durationMs: data.duration_ms };
}
