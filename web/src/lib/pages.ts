/** Lists of the API come in pages; the app shows one after another. */
import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";

interface Page<Item> {
  items: Item[];
  next_cursor?: string | null;
}

/** `read` gets the cursor of a page (undefined: the first) and gives that page. */
export function pagesQuery<Item>(
  queryKey: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<{ data: Page<Item> }>,
) {
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => (await read(pageParam, signal)).data,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: itemsOf<Item>,
  });
}

function itemsOf<Item>(data: InfiniteData<Page<Item>, string | undefined>): Item[] {
  return data.pages.flatMap((page) => page.items);
}
