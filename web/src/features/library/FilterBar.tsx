import { Chip, Group, NativeSelect, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FacetCounts } from "../../api/types.gen";
import { type Filters, KINDS, type Kind, SORTS, type Sort } from "../../lib/assets";
import { SearchIcon } from "../../ui/icons";

const MOST_TAGS = 20;

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
  facets: FacetCounts | null;
}

export function FilterBar({ filters, onChange, sort, onSort, facets }: Props) {
  const { t } = useTranslation("library");
  const tags = Object.entries(facets?.tags ?? {})
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .slice(0, MOST_TAGS);
  const kinds = [
    { value: "all", label: t("kinds.all") },
    ...KINDS.map((kind) => ({
      value: kind,
      label: t("kinds.counted", { kind: t(`kinds.${kind}`), count: facets?.kinds[kind] ?? 0 }),
    })),
  ];
  return (
    <Stack gap="xs" role="search" aria-label={t("filters.title")}>
      <Group gap="sm" align="end">
        <TextInput
          type="search"
          flex="1 1 240px"
          aria-label={t("filters.search")}
          placeholder={t("filters.search")}
          leftSection={<SearchIcon />}
          value={filters.q}
          maxLength={200}
          onChange={(event) => onChange({ ...filters, q: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={t("filters.kind")}
          data={kinds}
          value={filters.kind ?? "all"}
          onChange={(value) => onChange({ ...filters, kind: value === "all" ? null : (value as Kind) })}
        />
        <NativeSelect
          aria-label={t("filters.sort")}
          value={sort}
          data={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onChange={(event) => onSort(event.currentTarget.value as Sort)}
        />
      </Group>
      <Group gap={6}>
        <Chip
          checked={filters.isFavourite}
          onChange={(isFavourite) => onChange({ ...filters, isFavourite })}
          variant="outline"
        >
          {t("filters.favourites")}
        </Chip>
        {tags.map(([tag, count]) => (
          <Chip
            key={tag}
            checked={filters.tag === tag}
            onChange={(isOn) => onChange({ ...filters, tag: isOn ? tag : null })}
            variant="outline"
          >
            {t("filters.tag", { tag, count })}
          </Chip>
        ))}
      </Group>
    </Stack>
  );
}
