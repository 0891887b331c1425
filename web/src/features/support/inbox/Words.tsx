import { Marked } from "../Marked";

/** A text as WhatsApp shows it. */
export function Words({ text }: { text: string }) {
  return (
    <p className="inbox-text">
      <Marked text={text} />
    </p>
  );
}
