/** Short news that appear over whatever page one is on. What matters for longer is kept elsewhere, e.g. in the bell. */
import { createStore } from "zustand";
import type { PlaceInApp } from "./notifications";

export interface Toast {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly tone: "good" | "bad" | "news";
  readonly link?: PlaceInApp & { readonly name: string };
  /** Until it is closed. */
  readonly stays?: boolean;
}

const MOST = 4;

export const toasts = createStore<{ shown: readonly Toast[] }>(() => ({ shown: [] }));

/** Show it, in place of one with the same id. */
export function toast(shown: Toast): void {
  toasts.setState((now) => ({ shown: [...now.shown.filter(({ id }) => id !== shown.id), shown].slice(-MOST) }));
}

export function closeToast(id: string): void {
  toasts.setState((now) => ({ shown: now.shown.filter((one) => one.id !== id) }));
}
