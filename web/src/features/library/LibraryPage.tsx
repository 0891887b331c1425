import "./library.css";
import { Button, FileButton, Group, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { assetsQuery, type Filters, type Sort } from "../../lib/assets";
import { useMay } from "../../lib/permissions";
import { Uploads, useUploads } from "../../ui/assets/Uploads";
import { EmptyState } from "../../ui/EmptyState";
import { UploadIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import { AssetGrid } from "./AssetGrid";
import { AssetPanel } from "./AssetPanel";
import { Deletion } from "./Deletion";
import { FilterBar } from "./FilterBar";
import { facetsQuery } from "./queries";
import { SelectionBar } from "./SelectionBar";
import { useDrop } from "./useDrop";

const ACCEPTED = "image/png,image/jpeg,image/webp,image/gif,image/svg+xml,video/*,audio/*";
const NO_FILTERS: Filters = { q: "", kind: null, tag: null, isFavourite: false };

/** Pictures, videos and sounds of the organisation: to find, to add, to look at, to put in order. */
export default function LibraryPage() {
  const { t } = useTranslation("library");
  const [filters, setFilters] = useState(NO_FILTERS);
  const [sort, setSort] = useState<Sort>("newest");
  const [wanted] = useDebouncedValue(filters, 200);
  const assets = useInfiniteQuery(assetsQuery(wanted, sort));
  const facets = useQuery(facetsQuery({ ...wanted, kind: null, tag: null }));
  const [opened, setOpened] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<readonly string[]>([]);
  const mayEdit = useMay("content:edit");
  const uploads = useUploads();
  const drop = useDrop(mayEdit ? uploads.add : null);
  const isFiltered = wanted.q !== "" || wanted.kind !== null || wanted.tag !== null || wanted.isFavourite;

  function toggle(id: string) {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  const add = mayEdit && (
    <FileButton multiple accept={ACCEPTED} onChange={uploads.add} inputProps={{ "aria-label": t("add") }}>
      {(props) => (
        <Button leftSection={<UploadIcon />} {...props}>
          {t("add")}
        </Button>
      )}
    </FileButton>
  );
  return (
    <div className="library" data-over={drop.isOver || undefined} {...drop.handlers}>
      <Page title={t("title")} lead={t("lead")} actions={add} isWide>
        <Stack gap="md">
          <FilterBar
            filters={filters}
            onChange={setFilters}
            sort={sort}
            onSort={setSort}
            facets={facets.data ?? null}
          />
          <Uploads uploads={uploads} onOpen={setOpened} />
          <SelectionBar
            count={selected.size}
            onNone={() => setSelected(new Set())}
            onDelete={() => setDeleting([...selected])}
          />
          <Pages
            query={assets}
            empty={
              <EmptyState
                title={isFiltered ? t("nothingFound") : t("empty.title")}
                text={isFiltered ? t("nothingFoundText") : t("empty.text")}
              >
                {isFiltered ? (
                  <Button variant="default" onClick={() => setFilters(NO_FILTERS)}>
                    {t("filters.clear")}
                  </Button>
                ) : (
                  <Group>{add}</Group>
                )}
              </EmptyState>
            }
          >
            {(items) => (
              <AssetGrid
                assets={items}
                selected={selected}
                onToggle={mayEdit ? toggle : null}
                onOpen={(asset) => setOpened(asset.id)}
              />
            )}
          </Pages>
        </Stack>
      </Page>
      {opened !== null && (
        <AssetPanel
          key={opened}
          id={opened}
          mayEdit={mayEdit}
          onClose={() => setOpened(null)}
          onDelete={(id) => setDeleting([id])}
        />
      )}
      {deleting.length > 0 && (
        <Deletion
          ids={deleting}
          onClose={() => setDeleting([])}
          onDone={() => {
            setSelected(new Set());
            setOpened(null);
          }}
        />
      )}
    </div>
  );
}
