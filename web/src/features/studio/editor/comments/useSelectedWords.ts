import { useEffect, useState } from "react";
import { inOrder } from "../doc/order";
import { useEditor } from "../store";
import { type Words, wordsBetween } from "./words";

/** The words that were selected last in the narration of the shown scene, and how to forget them. */
export function useSelectedWords(): [Words | null, () => void] {
  const editor = useEditor();
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    const onSelect = () => {
      const field = window.document.activeElement;
      const id = field?.closest<HTMLElement>("[data-line]")?.dataset.line;
      if (!(field instanceof HTMLTextAreaElement) || id === undefined) return;
      const { document, selected } = editor.store.getState();
      const content = document.scenes[selected]?.content;
      if (content === undefined) return;
      const said = inOrder(content.lines).filter((line) => line.spoken.text.trim() !== "");
      const place = said.findIndex((line) => line.id === id);
      if (place >= 0) setWords(wordsBetween(field.value, place, field.selectionStart, field.selectionEnd));
    };
    window.document.addEventListener("selectionchange", onSelect);
    return () => window.document.removeEventListener("selectionchange", onSelect);
  }, [editor]);
  return [words, () => setWords(null)];
}
