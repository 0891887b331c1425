/** An asset of the library that is dragged over the editor. */
import { type DragEvent, useState } from "react";
import type { AssetDetails } from "../../../../api/types.gen";

const TYPE = "application/x-tecnocursos-asset";

export type DraggedAsset = Pick<AssetDetails, "id" | "kind" | "name" | "alt_text">;

export function startDrag(event: DragEvent, { id, kind, name, alt_text }: DraggedAsset): void {
  event.dataTransfer.effectAllowed = "copy";
  event.dataTransfer.setData(TYPE, JSON.stringify({ id, kind, name, alt_text }));
}

/** What makes a part of the page a place to drop assets on. Other things that are dragged go past it. */
export function useAssetDrop(onAsset: (asset: DraggedAsset, event: DragEvent<HTMLElement>) => void) {
  const [isOver, setIsOver] = useState(false);
  const isOurs = (event: DragEvent) => event.dataTransfer.types.includes(TYPE);
  return {
    "data-dropping": isOver || undefined,
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setIsOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setIsOver(false);
      onAsset(JSON.parse(event.dataTransfer.getData(TYPE)) as DraggedAsset, event);
    },
  };
}

/** The scene that it was dropped on; null where there is none. */
export function sceneUnder(event: DragEvent): string | null {
  return (event.target as HTMLElement).closest<HTMLElement>("[data-scene]")?.dataset.scene ?? null;
}
