/** What is being written, by conversation: kept while this tab is open, and nowhere else, since it is about customers. */
import { createStore } from "zustand";

export interface Draft {
  readonly text: string;
  readonly isNote: boolean;
}

const KEPT = "tecnocursos.drafts";
export const NO_DRAFT: Draft = { text: "", isNote: false };

export const drafts = createStore<Readonly<Record<string, Draft>>>(kept);
drafts.subscribe((now) => {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(now));
  } catch {
    // Where the browser keeps nothing, they are gone with the page.
  }
});

export function draftName(userId: string, conversationId: string): string {
  return `${userId}/${conversationId}`;
}

export function setDraft(name: string, draft: Draft): void {
  drafts.setState((now) => {
    const { [name]: _, ...others } = now;
    return draft.text === "" && !draft.isNote ? others : { ...others, [name]: draft };
  }, true);
}

function kept(): Readonly<Record<string, Draft>> {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Record<string, Partial<Draft> | null>;
    const known = Object.entries(found).filter(([, draft]) => typeof draft?.text === "string");
    return Object.fromEntries(
      known.map(([name, draft]) => [name, { text: String(draft?.text), isNote: draft?.isNote === true }]),
    );
  } catch {
    return {};
  }
}
