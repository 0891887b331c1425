import { Button, Center } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "./Loading";
import { Trouble } from "./Trouble";

interface Props<Item> {
  /** What `useInfiniteQuery(pagesQuery(…))` gives. */
  query: UseInfiniteQueryResult<Item[]>;
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that comes in pages: while it is read, where nothing is there, why it cannot be read, and how to see more. */
export function Pages<Item>({ query, empty, children }: Props<Item>) {
  const { t } = useTranslation();
  if (query.data === undefined) return query.isError ? <Trouble error={query.error} /> : <Loading />;
  return (
    <>
      {query.isError && <Trouble error={query.error} />}
      {query.data.length === 0 ? empty : children(query.data)}
      {query.hasNextPage && (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("actions.more")}
          </Button>
        </Center>
      )}
    </>
  );
}
