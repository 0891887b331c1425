import { restPlace, wordsAt } from "../doc/marks";
import type { Editor } from "../store";
import type { Passage } from "../view";
import type { Action } from "./action";

/** Where the cursor is in a field of the narration. */
export function caretIn(field: Element | null, editor: Editor): Passage | null {
  const lineId = field?.closest<HTMLElement>("[data-line]")?.dataset.line;
  if (!(field instanceof HTMLTextAreaElement) || lineId === undefined) return null;
  return {
    ...{ sceneId: editor.store.getState().selected, lineId },
    ...{ start: field.selectionStart, end: field.selectionEnd },
  };
}

/** The text that the cursor is or was last in; null where its line is gone. */
function caretText(editor: Editor): { caret: Passage; text: string } | null {
  // The browser tells of a moved cursor a moment later than it moves it.
  const caret = caretIn(document.activeElement, editor) ?? editor.view.getState().caret;
  if (caret === null) return null;
  const text = editor.store.getState().document.scenes[caret.sceneId]?.content.lines[caret.lineId]?.spoken.text;
  return text === undefined ? null : { caret, text };
}

/** The word at the cursor, or those that are chosen. */
export function chosenWords(editor: Editor): (Passage & { text: string }) | null {
  const found = caretText(editor);
  const words = found === null ? null : wordsAt(found.text, found.caret.start, found.caret.end);
  return found === null || words === null
    ? null
    : { ...found.caret, ...words, text: found.text.slice(words.start, words.end) };
}

function restAtCaret(editor: Editor): Passage | null {
  const found = caretText(editor);
  const at = found === null ? null : restPlace(found.text, found.caret.start);
  return found === null || at === null ? null : { ...found.caret, start: at, end: at };
}

const EDITS = { category: "edit", edits: true, whileTyping: true } as const;

/** What is done to words of the narration. */
export const words: readonly Action[] = [
  {
    ...{ ...EDITS, id: "respell", keys: ["Alt+R"] },
    isEnabled: (editor) => chosenWords(editor) !== null,
    run: (editor) => editor.view.setState({ dialog: "respell", passage: chosenWords(editor) }),
  },
  {
    ...{ ...EDITS, id: "rest", keys: ["Alt+P"] },
    isEnabled: (editor) => restAtCaret(editor) !== null,
    run: (editor) => editor.view.setState({ dialog: "rest", passage: restAtCaret(editor) }),
  },
  {
    ...{ ...EDITS, id: "lineDetails", keys: ["Alt+L"] },
    isOn: ({ view }) => view.getState().details !== null,
    isEnabled: (editor) => caretText(editor) !== null || editor.view.getState().details !== null,
    run: (editor) => {
      const line = caretText(editor)?.caret.lineId ?? null;
      editor.view.setState(({ details }) => ({ details: details === line ? null : line }));
    },
  },
];
