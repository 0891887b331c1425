import { useEffect } from "react";
import { caretIn } from "../actions/words";
import type { Editor } from "../store";

/** Keeps where the cursor is in the narration, so that an action knows which word is meant; also once it has left it. */
export function useCaret(editor: Editor): void {
  useEffect(() => {
    const onSelect = () => {
      const now = caretIn(document.activeElement, editor);
      const { caret } = editor.view.getState();
      if (now !== null && JSON.stringify(now) !== JSON.stringify(caret)) editor.view.setState({ caret: now });
    };
    document.addEventListener("selectionchange", onSelect);
    document.addEventListener("focusin", onSelect);
    return () => {
      document.removeEventListener("selectionchange", onSelect);
      document.removeEventListener("focusin", onSelect);
    };
  }, [editor]);
}
