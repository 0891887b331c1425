/** WhatsApp's own marks in a text: *bold*, _italic_, ~struck~, ```as typed```, and addresses of the web. */
export interface Piece {
  readonly kind: "plain" | "strong" | "em" | "s" | "code" | "link";
  readonly text: string;
}

const KINDS = { "*": "strong", _: "em", "~": "s", "```": "code" } as const;
/** A mark stands at the edges of words and holds no space at its own; what is typed as code may hold anything. */
const MARKED =
  /```([\s\S]+?)```|(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\2)[^\n])*?\S)\2(?![\p{L}\p{N}])|https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/gu;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(MARKED)) {
    if (found.index > at) pieces.push({ kind: "plain", text: text.slice(at, found.index) });
    const [whole, code, mark, marked] = found;
    if (code !== undefined) pieces.push({ kind: "code", text: code });
    else if (mark !== undefined) pieces.push({ kind: KINDS[mark as keyof typeof KINDS], text: marked ?? "" });
    else pieces.push({ kind: "link", text: whole });
    at = found.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: "plain", text: text.slice(at) });
  return pieces;
}
