import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState";
import { SearchIcon } from "../../../ui/icons";
import { Pages } from "../../../ui/Pages";
import { Availability } from "./Availability";
import { ConversationRow } from "./ConversationRow";
import { Filters } from "./Filters";
import { BOXES, type Box, type Filter } from "./model";
import { conversationsQuery, countsQuery } from "./queries";
import { useNow } from "./useNow";
import "./rows.css";

interface Props {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  userId: string;
  search: RefObject<HTMLInputElement | null>;
}

/** Boxes with their counts, filters, and the conversations that there are. */
export function ListPane({ filter, onFilter, userId, search }: Props) {
  const { t } = useTranslation("inbox");
  const now = useNow();
  const query = useInfiniteQuery(conversationsQuery(filter));
  const [typed, setTyped] = useState(filter.search);
  const [asked] = useDebouncedValue(typed.trim(), 250);
  useEffect(() => {
    if (asked !== filter.search) onFilter({ ...filter, search: asked });
  }, [asked, filter, onFilter]);

  return (
    <section className="inbox-list" aria-label={t("list")}>
      <div className="inbox-list-head">
        <Availability userId={userId} />
        <TextInput
          ref={search}
          type="search"
          size="sm"
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<SearchIcon />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed !== "") {
              event.stopPropagation();
              setTyped("");
            }
          }}
        />
        {filter.search === "" && <Boxes box={filter.box} onBox={(box) => onFilter({ ...filter, box })} />}
        <Filters filter={filter} onFilter={onFilter} />
      </div>
      <div className="inbox-rows">
        <Pages query={query} empty={<Nothing filter={filter} onAll={() => onFilter({ ...filter, box: "open" })} />}>
          {(items) => (
            <ul aria-label={t("list")}>
              {items.map((one) => (
                <ConversationRow key={one.id} conversation={one} userId={userId} now={now} />
              ))}
            </ul>
          )}
        </Pages>
      </div>
    </section>
  );
}

function Boxes({ box, onBox }: { box: Box; onBox: (box: Box) => void }) {
  const { t } = useTranslation("inbox");
  const { data: counts } = useQuery(countsQuery);
  return (
    <nav className="inbox-boxes" aria-label={t("boxes.title")}>
      {BOXES.map((name) => {
        const count = name === "resolved" ? undefined : counts?.[name];
        return (
          <button
            key={name}
            type="button"
            className="inbox-box"
            aria-pressed={box === name}
            onClick={() => onBox(name)}
          >
            {t(`boxes.${name}`)}
            {count !== undefined && <span className="inbox-count">{count}</span>}
          </button>
        );
      })}
    </nav>
  );
}

function Nothing({ filter, onAll }: { filter: Filter; onAll: () => void }) {
  const { t } = useTranslation("inbox");
  if (filter.search !== "") return <EmptyState title={t("none.search")} text={t("none.searchText")} />;
  return (
    <EmptyState title={t(`none.${filter.box}`)} text={filter.box === "open" ? t("none.openText") : undefined}>
      {filter.box !== "open" && (
        <Button variant="default" size="xs" onClick={onAll}>
          {t("none.showOpen")}
        </Button>
      )}
    </EmptyState>
  );
}
