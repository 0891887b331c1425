/** What the server says of itself. Its answer to "how are you" may be 503 and is an answer all the same. */
import type { Health } from "../../../api/types.gen";
import { ApiError, refreshOnce, Unreachable } from "../../../lib/http";
import { parseMetrics, type Sample } from "./metrics";

async function read(path: string, signal: AbortSignal): Promise<Response> {
  const ask = () =>
    fetch(path, { signal }).catch((error) => {
      if (signal.aborted) throw error;
      throw new Unreachable();
    });
  const answer = await ask();
  return answer.status === 401 && (await refreshOnce()) ? ask() : answer;
}

export async function readHealth(signal: AbortSignal): Promise<Health> {
  const answer = await read("/health", signal);
  const said = await answer.json().catch(() => ({}));
  if (!("checks" in said)) throw new ApiError(answer.status, said);
  return said as Health;
}

export async function readMetrics(signal: AbortSignal): Promise<readonly Sample[]> {
  const answer = await read("/metrics", signal);
  if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  return parseMetrics(await answer.text());
}
