import "./words.css";
import { wordDiff } from "./wordDiff";

/** A text with the words that went and came marked. */
export function Words({ before, after }: { before: string; after: string }) {
  return wordDiff(before, after).map((run, at) => {
    const key = `${at}-${run.kind}`;
    if (run.kind === "same") return <span key={key}>{run.text}</span>;
    const Mark = run.kind === "gone" ? "del" : "ins";
    return (
      <Mark key={key} className={`words-${run.kind}`}>
        {run.text}
      </Mark>
    );
  });
}
