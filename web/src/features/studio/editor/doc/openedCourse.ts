/** A course as its tests open it: with a server in memory, and what is said of saving. */
import { vi } from "vitest";
import { baselineFrom } from "./baseline";
import * as commands from "./commands";
import { type Document, documentFrom, newId, type SceneId } from "./document";
import { MemoryServer } from "./memoryServer";
import { inOrder } from "./order";
import { QUIET_MS, type Saved, Saver } from "./saving";
import { pasteScenes } from "./sceneCommands";

export function opened(...ids: string[]) {
  const server = new MemoryServer(...ids);
  let document = documentFrom(server.project.title, server.scenes);
  let saved: Saved | null = null;
  const apply = (command: commands.Command) => {
    document = command(document);
    saver.update(document);
  };
  const saver: Saver = new Saver(server, baselineFrom(server.project, server.scenes), document, {
    onSaved: (now) => {
      saved = now;
    },
    onTheirs: apply,
  });
  return {
    server,
    saver,
    apply,
    type: (id: string, text: string) => apply((now) => commands.changeLineText(id, firstLine(now, id), text)(now)),
    document: () => document,
    saved: () => saved as unknown as Saved,
    /** Until nothing more happens for a while. */
    settle: () => vi.advanceTimersByTimeAsync(QUIET_MS + 10),
  };
}

export const firstLine = (document: Document, id: string) =>
  inOrder(document.scenes[id]?.content?.lines ?? {})[0]?.id ?? "";
export const texts = (document: Document, id: string) =>
  inOrder(document.scenes[id]?.content?.lines ?? {}).map((line) => line.spoken.text);

/** A copy right after the scene. */
export const copied =
  (id: SceneId, copy: SceneId = newId()): commands.Command =>
  (document) => {
    const scene = document.scenes[id];
    return scene === undefined ? document : pasteScenes([scene.content], id, [copy])(document);
  };
