import type { Editor, EditorState } from "./store";

interface Reading<Mark> {
  /** How long nothing may be saved before it is read, in milliseconds. */
  quietMs: number;
  /** What is saved, by which another state is told: what was read of this one is not read again. */
  markOf: (state: EditorState) => Mark;
  /** Asks the server and takes what it says. When it fails, the next change asks again. */
  read: (state: EditorState, signal: AbortSignal) => Promise<void>;
}

/** Reads something of the course now and whenever it was saved, one question at a time; gives what ends it. */
export function afterSaves<Mark>(editor: Editor, { quietMs, markOf, read }: Reading<Mark>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known: { mark: Mark } | null = null;
  let isReading = false;
  const asking = new AbortController();

  async function look() {
    const state = editor.store.getState();
    const mark = markOf(state);
    if (isReading || state.saved.state !== "saved" || known?.mark === mark) return;
    isReading = true;
    try {
      await read(state, asking.signal);
      known = { mark };
    } catch {
      // Nobody is kept from writing by it.
    } finally {
      isReading = false;
      if (known !== null && markOf(editor.store.getState()) !== known.mark) later();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), quietMs);
  }

  later();
  const end = editor.store.subscribe(({ saved }, before) => {
    if (saved.state === "saved" && before.saved !== saved) later();
  });
  return () => {
    end();
    clearTimeout(timer);
    asking.abort();
  };
}
