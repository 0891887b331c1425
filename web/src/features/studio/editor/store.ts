/** The state of one editor: the document, its history, what is selected, what is saved. */
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { ProjectDetails, SceneSummary } from "../../../api/types.gen";
import { baselineFrom } from "./doc/baseline";
import type { Command } from "./doc/commands";
import { type Document, documentFrom, type SceneId, scenesInOrder } from "./doc/document";
import { EMPTY, type History, noted, redo, undo } from "./doc/history";
import { type Saved, Saver } from "./doc/saving";
import type { CourseServer } from "./doc/server";

/** Scenes that are read at once: the selected one is not to wait behind the two hundredth. */
const READERS = 4;

export interface EditorState {
  readonly project: ProjectDetails;
  readonly document: Document;
  readonly history: History;
  readonly selected: SceneId;
  readonly saved: Saved;
}

export class Editor {
  readonly store: StoreApi<EditorState>;
  readonly saver: Saver;
  readonly #server: CourseServer;

  constructor(project: ProjectDetails, summaries: readonly SceneSummary[], server: CourseServer) {
    const document = documentFrom(project.title, summaries);
    const baseline = baselineFrom(project, summaries);
    const saved: Saved = { state: "saved", conflicts: [], refusal: null, scenes: new Map(baseline.scenes) };
    const selected = scenesInOrder(document)[0]?.id ?? "";
    this.#server = server;
    this.store = createStore(() => ({ project, document, history: EMPTY, selected, saved }));
    this.saver = new Saver(server, baseline, document, {
      onSaved: (now) => this.store.setState({ saved: now }),
      onTheirs: (command) => this.#show(command(this.store.getState().document)),
    });
  }

  /** Do what can be undone. `group` names what is typed into: typing there on and on is one step. */
  run(command: Command, group: string | null = null): void {
    const { document, history } = this.store.getState();
    const after = command(document);
    if (after === document) return;
    this.store.setState({ history: noted(history, document, after, group, Date.now()) });
    this.#show(after);
  }

  undo = (): void => this.#travel(undo);
  redo = (): void => this.#travel(redo);
  select = (id: SceneId): void => this.store.setState({ selected: id });

  /** Read what the scenes say and show, the selected one first. Gives how to stop. */
  readScenes(): () => void {
    let isStopped = false;
    const next = () => {
      const { document, selected, saved } = this.store.getState();
      const missing = (id: SceneId) => document.scenes[id]?.content === null && saved.scenes.has(id) && !asked.has(id);
      return [selected, ...scenesInOrder(document).map((scene) => scene.id)].find(missing);
    };
    const asked = new Set<SceneId>();
    const read = async () => {
      for (let id = next(); id !== undefined && !isStopped; id = next()) {
        asked.add(id);
        const serverId = this.store.getState().saved.scenes.get(id)?.serverId ?? id;
        try {
          this.saver.loaded(id, await this.#server.readScene(serverId));
        } catch {
          // The scene stays as listed; it is read again when the page is opened again.
        }
      }
    };
    for (let reader = 0; reader < READERS; reader++) void read();
    return () => {
      isStopped = true;
    };
  }

  #travel(move: typeof undo): void {
    const { document, history } = this.store.getState();
    const [moved, after] = move(history, document);
    this.store.setState({ history: moved });
    this.#show(after);
  }

  /** A scene that is gone cannot stay selected: the one at its place is. */
  #show(document: Document): void {
    const { document: before, selected } = this.store.getState();
    if (document === before) return;
    let now = selected;
    if (document.scenes[selected] === undefined) {
      const place = scenesInOrder(before).findIndex((scene) => scene.id === selected);
      const left = scenesInOrder(document);
      now = left[Math.min(Math.max(place, 0), left.length - 1)]?.id ?? "";
    }
    this.store.setState({ document, selected: now });
    this.saver.update(document);
  }
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("there is no editor around this component");
  return editor;
}

export function useEditorState<Part>(select: (state: EditorState) => Part): Part {
  return useStore(useEditor().store, select);
}
