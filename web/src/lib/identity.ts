/** What is sensitive is done only by somebody who proved lately that it is them: the server says when it has to be asked. */
import { createStore } from "zustand";
import { ApiError } from "./http";

interface Asking {
  /** What waits for the proof; null: nobody is asked. */
  readonly answer: ((isProved: boolean) => void) | null;
}

export const identity = createStore<Asking>(() => ({ answer: null }));

/** Do it; where the server wants to know first that it is oneself, ask and do it then. Given up, it fails as refused. */
export async function asMyself<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "confirmation_needed") throw error;
    identity.getState().answer?.(false);
    const isProved = await new Promise<boolean>((answer) => identity.setState({ answer }));
    identity.setState({ answer: null });
    if (!isProved) throw error;
    return act();
  }
}
