/** The only file that knows the library for dragging. */
import { Accessibility, PointerSensor } from "@dnd-kit/dom";
import { DragDropProvider } from "@dnd-kit/react";
import { isSortableOperation, useSortable } from "@dnd-kit/react/sortable";
import type { ReactNode } from "react";

interface Props {
  onStart?: (id: string) => void;
  /** `to` is the item's place once it is put there. */
  onMove: (id: string, to: number) => void;
  children: ReactNode;
}

/**
 * Items that are put in another order by pointer. There has to be another way too, such as keys and buttons, and whoever
 * moves an item says so in the page's language: the library's own words are English.
 */
export function SortableList({ onStart, onMove, children }: Props) {
  return (
    <DragDropProvider
      sensors={[PointerSensor]}
      plugins={(usual) => usual.filter((plugin) => plugin !== Accessibility)}
      onDragStart={({ operation: { source } }) => {
        if (source !== null) onStart?.(String(source.id));
      }}
      onDragEnd={({ operation, canceled }) => {
        if (canceled || !isSortableOperation(operation) || operation.source === null) return;
        const { id, index, initialIndex } = operation.source;
        if (index !== initialIndex) onMove(String(id), index);
      }}
    >
      {children}
    </DragDropProvider>
  );
}

/** Makes an element one of the list's items. */
export function useSortableItem(id: string, index: number, isOff = false) {
  const { ref, isDragging } = useSortable({ id, index, disabled: isOff });
  return { ref, isDragging };
}
