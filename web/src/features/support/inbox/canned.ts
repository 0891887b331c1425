/** Texts that are written often: found by what is typed after a slash, and filled with what is known here. */
import type { CannedReplyDetails } from "../../../api/types.gen";

const MOST = 8;
const ASKED = /(?:^|\s)\/([^\s/]*)$/;
const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

export type Places = Readonly<Record<"nome" | "atendente" | "protocolo", string | null>>;

/** What stands after the slash before the caret; null where none is being asked for. */
export function askedFor(text: string, caret: number): string | null {
  return ASKED.exec(text.slice(0, caret))?.[1] ?? null;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those that begin with what was asked for come before those that hold it anywhere. */
export function matching(
  all: readonly CannedReplyDetails[],
  asked: string,
  teams: readonly string[],
): CannedReplyDetails[] {
  const wanted = plain(asked);
  const own = all.filter(({ team_id }) => team_id === null || teams.includes(team_id));
  const begin = own.filter(({ shortcut }) => plain(shortcut).startsWith(wanted));
  const hold = own.filter((one) => !begin.includes(one) && plain(`${one.shortcut} ${one.text}`).includes(wanted));
  return [...begin, ...hold].slice(0, MOST);
}

/** The text with the reply in place of what was typed to find it, and where the caret then is. */
export function withReply(text: string, caret: number, reply: string): { text: string; caret: number } {
  const asked = askedFor(text, caret) ?? "";
  const before = text.slice(0, caret - asked.length - 1);
  return { text: before + reply + text.slice(caret), caret: before.length + reply.length };
}

/** A place of which nothing is known stays as it is, for whoever writes to fill in. */
export function filledIn(text: string, places: Places): string {
  return text.replace(PLACE, (whole, name: string) => places[name as keyof Places] ?? whole);
}

/** Places that are not filled in yet, as they are written. */
export function openPlaces(text: string): string[] {
  return [...new Set(text.match(PLACE) ?? [])];
}
