import { Anchor } from "@mantine/core";
import { piecesOf } from "./markup";

/** A text with WhatsApp's own marks as WhatsApp shows them; they may stand within others. */
export function Marked({ text }: { text: string }) {
  return piecesOf(text).map(({ kind, text: said }, at) => {
    // The pieces of one text never change their order.
    const key = `${at}`;
    if (kind === "plain") return said;
    if (kind === "code") return <code key={key}>{said}</code>;
    if (kind === "link")
      return (
        <Anchor key={key} inherit href={said} target="_blank" rel="noreferrer" underline="always">
          {said}
        </Anchor>
      );
    const Mark = kind;
    return (
      <Mark key={key}>
        <Marked text={said} />
      </Mark>
    );
  });
}
