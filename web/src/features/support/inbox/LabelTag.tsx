import type { LabelDetails } from "../../../api/types.gen";

/** A label in its own colour, which is a dot: its name is read on any ground. */
export function LabelTag({ label }: { label: LabelDetails }) {
  return (
    <span className="inbox-label">
      <span className="inbox-dot" style={{ background: label.colour }} />
      {label.name}
    </span>
  );
}
