import type { ReactNode } from "react";
import "./tag.css";

export type Tone = "good" | "bad" | "warning" | "news" | "plain";

/** A state in a word or two. Its colour says nothing that the word does not. */
export function Tag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag is-${tone}`}>{children}</span>;
}
