import { listQuestions, setQuestionState } from "../../../api/sdk.gen";
import type { QuestionDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

export type QuestionState = QuestionDetails["state"];
export const STATES = ["open", "to_write", "answered", "dismissed"] as const satisfies readonly QuestionState[];
const READ_WITHIN_MS = 60_000;
export const QUESTIONS = "support-questions";

export const questionsQuery = (state: QuestionState) =>
  pagesQuery<QuestionDetails>([QUESTIONS, state], (cursor, signal) =>
    listQuestions({ query: { state, cursor }, signal, throwOnError: true }),
  );

/** Its answer was just written: until the document has been read, nobody knows whether it is found. */
export function isBeingRead({ state, written_at }: QuestionDetails): boolean {
  const isOpen = state === "open" || state === "to_write";
  return isOpen && written_at !== null && Date.now() - new Date(written_at).getTime() < READ_WITHIN_MS;
}

/** What a member may make of a question; that it is answered shows by itself. */
export type Wish = Exclude<QuestionState, "answered">;

export async function wish(question: QuestionDetails, state: Wish): Promise<void> {
  await setQuestionState({ path: { question_id: question.id }, body: { state }, throwOnError: true });
}

/** As a sentence begins and a question ends. */
export function asTitle(question: string): string {
  return `${question.charAt(0).toLocaleUpperCase()}${question.slice(1)}?`;
}
