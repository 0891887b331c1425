/** What a person can do to what a line says: see `commands.ts`. */
import type { Line as ApiLine, DraftedScene } from "../../../../api/types.gen";
import { byId, type Command, onLines } from "./commands";
import { type Content, type Line, type LineId, newId, type SceneId } from "./document";
import { initialKeys, inOrder, keyAfter } from "./order";

/** Fields of a line beside its text. */
export const changeLine = (sceneId: SceneId, lineId: LineId, change: Partial<ApiLine>): Command =>
  onLines(sceneId, (lines) => {
    const line = lines[lineId];
    if (line === undefined) return lines;
    const names = Object.keys(change) as (keyof ApiLine)[];
    const isSame = names.every(
      (name) => JSON.stringify(line.spoken[name] ?? null) === JSON.stringify(change[name] ?? null),
    );
    return isSame ? lines : { ...lines, [lineId]: { ...line, spoken: { ...line.spoken, ...change } } };
  });

/** The line says a sentence of the document, word for word. */
export const quoteDocument = (sceneId: SceneId, lineId: LineId, text: string): Command =>
  changeLine(sceneId, lineId, { text, say: null, caption: null, origin: "text", confirmed: [] });

/** A person finds right what the document says otherwise. An empty token: there is no source, and none is needed. */
export const confirmWord = (sceneId: SceneId, lineId: LineId, token: string): Command => {
  if (token === "") return changeLine(sceneId, lineId, { sources: [], origin: "author" });
  return onLines(sceneId, (lines) => {
    const line = lines[lineId];
    if (line === undefined || line.spoken.confirmed?.includes(token)) return lines;
    const confirmed = [...(line.spoken.confirmed ?? []), token];
    return { ...lines, [lineId]: { ...line, spoken: { ...line.spoken, confirmed } } };
  });
};

/** Lines at the end of a scene; they show what its last line shows. */
export const appendLines = (sceneId: SceneId, added: readonly ApiLine[]): Command =>
  onLines(sceneId, (lines) => {
    const list: Line[] = [...inOrder(lines)];
    const step = list.at(-1)?.spoken.step ?? null;
    for (const spoken of added)
      list.push({ id: newId(), order: keyAfter(list, list.length - 1), spoken: { ...spoken, step } });
    return added.length === 0 ? lines : byId(list);
  });

/** A scene as the server drafted it. */
export function draftedContent({ slide, lines, section_id, shows }: DraftedScene): Content {
  const keys = initialKeys(lines.length);
  const placed = lines.map((spoken, at): Line => ({ id: newId(), order: keys[at] ?? "", spoken }));
  return { slide, lines: byId(placed), chapter: null, rest: { section_id, shows, transition: null, look: null } };
}
