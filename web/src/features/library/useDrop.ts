import { type DragEvent, useState } from "react";

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Files that are dropped anywhere on an element; null: none are taken. */
export function useDrop(onFiles: ((files: File[]) => void) | null) {
  // Entering a child comes before leaving its parent, so they are counted.
  const [depth, setDepth] = useState(0);
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (onFiles !== null && hasFiles(event)) setDepth((before) => before + 1);
    },
    onDragLeave: (event: DragEvent) => {
      if (onFiles !== null && hasFiles(event)) setDepth((before) => Math.max(0, before - 1));
    },
    onDragOver: (event: DragEvent) => {
      if (onFiles !== null && hasFiles(event)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      if (onFiles === null || !hasFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver: depth > 0, handlers };
}
