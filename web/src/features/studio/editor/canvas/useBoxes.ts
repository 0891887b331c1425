import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { listBoxesOfScene } from "../../../../api/sdk.gen";
import type { ElementBox, SlideBoxes } from "../../../../api/types.gen";
import { ApiError } from "../../../../lib/http";
import { isSame, type Known } from "../doc/baseline";
import { type Place, placesOf, shapeOf } from "../doc/places";
import { useEditor, useEditorState } from "../store";

/** Where things stand now; on the picture they may still stand as in `drawn`. */
export interface Arranged extends SlideBoxes {
  readonly drawn: readonly ElementBox[];
}

type Placed = Readonly<Record<string, Place>>;

const boxesQuery = (known: Known | undefined, look: number, shape: string, page: number) =>
  queryOptions({
    queryKey: ["boxes", known?.serverId, page, known?.version, look],
    enabled: known !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = { scene_id: known?.serverId ?? "" };
      const { data } = await listBoxesOfScene({ path, query: { page }, signal, throwOnError: true });
      return { slide: data, places: known === undefined ? {} : (placesOf(known.content.slide)[shape] ?? {}) };
    },
  });

/** Where the elements of the page that is shown of the selected scene stand; null until that is known. */
export function useBoxes(): Arranged | null {
  const editor = useEditor();
  const known = useEditorState((state) => state.saved.scenes.get(state.selected));
  const shape = useEditorState((state) => shapeOf(state.project.size));
  const look = useEditorState((state) => state.project.version);
  const places = useEditorState(({ document, selected }) => {
    const slide = document.scenes[selected]?.content.slide;
    return slide && placesOf(slide)[shape];
  });
  const page = useEditorState((state) => state.page);
  const { data, error } = useQuery({
    ...boxesQuery(known, look, shape, page),
    // While a page is drawn anew its boxes stay; those of another scene or page are nothing here.
    placeholderData: (before, query) =>
      query?.queryKey[1] === known?.serverId && query?.queryKey[2] === page ? before : undefined,
  });
  useEffect(() => {
    // The slide has become shorter.
    if (error instanceof ApiError && error.status === 404 && page > 1) editor.showPage(page - 1);
  }, [editor, error, page]);
  return useMemo(
    () => (known === undefined || data === undefined ? null : arranged(data.slide, data.places, places ?? {})),
    [known, data, places],
  );
}

/** What was put elsewhere since the boxes were asked for stands there already. */
function arranged(slide: SlideBoxes, before: Placed, now: Placed): Arranged {
  const boxes = slide.boxes.map((box) => {
    const place = now[box.element];
    if (place === undefined || isSame(place, before[box.element])) return box;
    return {
      ...{ ...box, x: place.x * slide.width, y: place.y * slide.height },
      ...{ width: place.width * slide.width, height: place.height * slide.height },
    };
  });
  return { ...slide, boxes, drawn: slide.boxes };
}

/** Those that are chosen, in the slide's order. */
export function useChosen(boxes: Arranged | null): readonly ElementBox[] {
  const elements = useEditorState((state) => state.elements);
  return boxes?.boxes.filter(({ element }) => elements.has(element)) ?? [];
}
