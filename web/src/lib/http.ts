/** The generated client, set up for the browser: cookies, the person's language, one silent refresh of a sign-in. */
import { client } from "../api/client.gen";
import type { Problem } from "../api/types.gen";
import i18n from "./i18n";

/** An answer of the API that is no success. `code` is stable; `message` is in the person's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly traceId: string;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail || problem.title || i18n.t("errors.unexpected"));
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? "unexpected";
    this.traceId = problem.trace_id ?? "";
    this.fields = new Map((problem.fields ?? []).map((field) => [field.place.replace(/^body\./, ""), field.message]));
  }
}

/** The server cannot be reached: no answer at all. */
export class Unreachable extends Error {
  constructor() {
    super(i18n.t("errors.unreachable"));
    this.name = "Unreachable";
  }
}

const WITHOUT_REFRESH = /\/api\/v1\/(auth|setup|sign-up|invitations\/(read|accept))/;
let refreshing: Promise<boolean> | null = null;

/** Ask for new cookies; whoever asks meanwhile waits for the same answer, since a refresh token works once. */
export function refreshOnce(): Promise<boolean> {
  refreshing ??= fetch("/api/v1/auth/refresh", { method: "POST" })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable();
  }
}

async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await reach(request);
  if (WITHOUT_REFRESH.test(request.url) || !(await isSignInOver(answer)) || !(await refreshOnce())) return answer;
  return reach(again);
}

/** Not so for a wrong password: sent again, it would count as two attempts. */
async function isSignInOver(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  const problem: Partial<Problem> = await answer
    .clone()
    .json()
    .catch(() => ({}));
  return (problem.code ?? "not_authenticated") === "not_authenticated";
}

export function setUpClient(): void {
  client.setConfig({ baseUrl: window.location.origin, fetch: (input) => send(input as Request), throwOnError: true });
  client.interceptors.request.use((request) => {
    request.headers.set("Accept-Language", i18n.language);
    return request;
  });
  client.interceptors.error.use((error, response) =>
    error instanceof Error ? error : new ApiError(response?.status ?? 0, (error ?? {}) as Partial<Problem>),
  );
}

/** What went wrong, in words for the person. */
export function explain(error: unknown): string {
  return error instanceof Error && error.message ? error.message : i18n.t("errors.unexpected");
}
