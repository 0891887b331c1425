/** The state of one editor: the document, its history, what is selected, what is saved. */
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { ProjectDetails, SceneDetails } from "../../../api/types.gen";
import { baselineFrom } from "./doc/baseline";
import type { Command } from "./doc/commands";
import { type Content, type Document, documentFrom, type LineId, type SceneId, scenesInOrder } from "./doc/document";
import { EMPTY, type History, noted, redo, undo } from "./doc/history";
import { type Saved, Saver } from "./doc/saving";
import type { CourseServer } from "./doc/server";
import { LineSounds } from "./player/lineSounds";
import { followMusic } from "./player/music";
import { Player } from "./player/player";
import { Speeches } from "./player/speeches";
import type { Review } from "./review/placing";
import { type Layout, layOut, type Timings } from "./timeline/timing";
import { createView, type View } from "./view";

/** Why nothing can be changed here; null where it can. */
export type ReadOnly = "permission" | "archived" | null;

export interface EditorState {
  readonly project: ProjectDetails;
  readonly readOnly: ReadOnly;
  readonly document: Document;
  readonly history: History;
  /** The scene that is shown and edited. */
  readonly selected: SceneId;
  /** The scenes that are acted on together; `selected` is one of them. */
  readonly selection: ReadonlySet<SceneId>;
  /** What of the slide of `selected` is chosen on its picture. */
  readonly elements: ReadonlySet<string>;
  /** Which page of the slide of `selected` is shown, from 1: one that is too full becomes several. */
  readonly page: number;
  /** The line of `selected` that is chosen in the timeline. */
  readonly line: LineId | null;
  readonly clipboard: readonly Content[];
  readonly timings: Timings;
  readonly saved: Saved;
  /** The course beside its document, as of what was saved last; null until that was read, and where there is none. */
  readonly review: Review | null;
}

const NOTHING: ReadonlySet<string> = new Set();

export class Editor {
  readonly store: StoreApi<EditorState>;
  readonly view: StoreApi<View> = createView();
  readonly player: Player;
  readonly saver: Saver;
  readonly speeches: Speeches;
  readonly #sounds: LineSounds;
  readonly #endMusic: () => void;

  constructor(
    project: ProjectDetails,
    scenes: readonly SceneDetails[],
    server: CourseServer,
    readOnly: ReadOnly = null,
  ) {
    const document = documentFrom(project.title, scenes, project.own_lexicon);
    const baseline = baselineFrom(project, scenes);
    const saved: Saved = { state: "saved", conflicts: [], refusal: null, scenes: new Map(baseline.scenes) };
    const selected = scenesInOrder(document)[0]?.id ?? "";
    const { language, speed, transition } = project;
    const timings = {
      ...{ language, speed, transitionFrames: transition.frames ?? 0 },
      lines: new Map(),
      paged: new Map(),
    };
    this.store = createStore(() => ({
      ...{ project, readOnly, document, history: EMPTY, saved, timings },
      ...{
        selected,
        selection: new Set([selected]),
        elements: NOTHING,
        page: 1,
        line: null,
        clipboard: [],
        review: null,
      },
    }));
    this.saver = new Saver(server, baseline, document, {
      onSaved: (now) => this.store.setState({ saved: now }),
      onTheirs: (command) => this.#show(command(this.store.getState().document)),
    });
    const onSpoken = (key: string, durationMs: number) =>
      this.store.setState(({ timings: known }) => ({
        timings: { ...known, lines: new Map(known.lines).set(key, { durationMs, isSpoken: true }) },
      }));
    const lexicon = () => this.store.getState().document.lexicon;
    this.speeches = new Speeches(server.speak, lexicon, onSpoken);
    this.#sounds = new LineSounds(this.speeches, {
      layout: () => layoutOf(this.store.getState()),
      lineOf: (scene, line) => this.store.getState().document.scenes[scene.id]?.content?.lines[line.id]?.spoken ?? null,
      volume: () => {
        const { isMuted, volume } = this.view.getState();
        return isMuted ? 0 : volume;
      },
    });
    this.player = new Player(this.#sounds, {
      layout: () => layoutOf(this.store.getState()),
      onScene: (id) => this.#follow(id),
    });
    this.#endMusic = followMusic(this, server.fileUrl);
  }

  /** Do what can be undone. `group` names what is typed into: typing there on and on is one step. */
  run(command: Command, group: string | null = null): void {
    const { document, history, readOnly } = this.store.getState();
    if (readOnly !== null) return;
    const after = command(document);
    if (after === document) return;
    this.store.setState({ history: noted(history, document, after, group, Date.now()) });
    this.player.edit();
    this.#show(after);
  }

  undo = (): void => this.#travel(undo);
  redo = (): void => this.#travel(redo);

  /** `add` chooses it besides the others or lets it go, `range` all from the selected one to it. */
  select = (id: SceneId, how: "only" | "add" | "range" = "only"): void => {
    const { document, selected, selection } = this.store.getState();
    if (document.scenes[id] === undefined) return;
    let chosen = new Set([id]);
    if (how === "range") {
      const ids = scenesInOrder(document).map((scene) => scene.id);
      const [from = 0, to = 0] = [ids.indexOf(selected), ids.indexOf(id)].sort((a, b) => a - b);
      chosen = new Set([...selection, ...ids.slice(from, to + 1)]);
    } else if (how === "add") {
      chosen = new Set([...selection, id]);
      if (selection.has(id) && selection.size > 1) chosen.delete(id);
    }
    const now = chosen.has(id) ? id : chosen.has(selected) ? selected : ([...chosen].at(-1) ?? id);
    this.store.setState({ selected: now, selection: chosen, elements: NOTHING, line: null });
    if (now !== selected) this.store.setState({ page: 1 });
    this.player.show(now);
  };

  /** What was chosen on another page is not on this one. */
  showPage(page: number): void {
    this.store.setState({ page, elements: NOTHING });
  }

  chooseElements(names: readonly string[]): void {
    this.store.setState({ elements: new Set(names) });
  }

  /** The first of them is shown. */
  selectThese(ids: readonly SceneId[]): void {
    const [first] = ids;
    if (first === undefined) return;
    this.select(first);
    this.store.setState({ selection: new Set(ids) });
  }

  selectAll(): void {
    this.store.setState(({ document }) => ({ selection: new Set(Object.keys(document.scenes)) }));
  }

  selectLine(sceneId: SceneId, line: LineId | null): void {
    if (this.store.getState().selected !== sceneId) this.select(sceneId);
    this.store.setState({ line });
  }

  /** Say what was done to people who do not see it. */
  tell(told: string): void {
    this.view.setState({ told });
  }

  close(): void {
    this.player.close();
    this.#endMusic();
    this.#sounds.close();
    this.speeches.close();
  }

  #travel(move: typeof undo): void {
    const { document, history, readOnly } = this.store.getState();
    if (readOnly !== null) return;
    const [moved, after] = move(history, document);
    this.store.setState({ history: moved });
    this.player.edit();
    this.#show(after);
  }

  #follow(id: SceneId): void {
    if (this.store.getState().selected !== id)
      this.store.setState({ selected: id, selection: new Set([id]), elements: NOTHING, page: 1, line: null });
  }

  /** A scene that is gone cannot stay selected: the one at its place is. */
  #show(document: Document): void {
    const { document: before, selected, selection, line } = this.store.getState();
    if (document === before) return;
    let now = selected;
    if (document.scenes[selected] === undefined) {
      const place = scenesInOrder(before).findIndex((scene) => scene.id === selected);
      const left = scenesInOrder(document);
      now = left[Math.min(Math.max(place, 0), left.length - 1)]?.id ?? "";
    }
    const chosen = [...selection].filter((id) => document.scenes[id] !== undefined);
    const isSame = now === selected && chosen.length === selection.size;
    const lines = document.scenes[now]?.content?.lines;
    this.store.setState({
      document,
      selected: now,
      ...(now === selected ? {} : { elements: NOTHING, page: 1 }),
      selection: isSame ? selection : new Set([now, ...(now === selected ? chosen : [])]),
      line: line !== null && lines?.[line] !== undefined ? line : null,
    });
    if (now !== selected) this.player.show(now);
    this.saver.update(document);
  }
}

let last: { document: Document; timings: Timings; layout: Layout } | null = null;

/** Laid out once for everybody who asks. */
export function layoutOf({ document, timings }: Pick<EditorState, "document" | "timings">): Layout {
  if (last?.document !== document || last.timings !== timings)
    last = { document, timings, layout: layOut(document, timings) };
  return last.layout;
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

export function useView<Part>(select: (view: View) => Part): Part {
  return useStore(useEditor().view, select);
}
