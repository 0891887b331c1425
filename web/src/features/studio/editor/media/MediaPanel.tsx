import "./media.css";
import { Button, Checkbox, FileButton, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { assetsQuery, type Filters, KINDS, type Kind } from "../../../../lib/assets";
import { Uploads, useUploads } from "../../../../ui/assets/Uploads";
import { SearchIcon, UploadIcon } from "../../../../ui/icons";
import { Loading } from "../../../../ui/Loading";
import { Trouble } from "../../../../ui/Trouble";
import { OneAsset } from "./OneAsset";
import { useMedia } from "./useMedia";

/** The library beside the course: what is found in it goes into scenes by a button or by dragging. */
export default function MediaPanel() {
  const { t } = useTranslation("editor", { keyPrefix: "media" });
  const [filters, setFilters] = useState<Filters>({ q: "", kind: null, tag: null, isFavourite: false });
  const [asked] = useDebouncedValue(filters, 250);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    assetsQuery(asked, "newest"),
  );
  const uploads = useUploads();
  const media = useMedia();
  const set = (part: Partial<Filters>) => setFilters((before) => ({ ...before, ...part }));
  return (
    <aside className="editor-panel" aria-labelledby="media">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4" id="media">
            {t("title")}
          </Title>
          <FileButton multiple accept="image/*,audio/*,video/*" onChange={(files) => uploads.add(files)}>
            {(props) => (
              <Button {...props} size="compact-sm" variant="default" leftSection={<UploadIcon />}>
                {t("upload")}
              </Button>
            )}
          </FileButton>
        </Group>
        <TextInput
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<SearchIcon />}
          value={filters.q}
          maxLength={200}
          onChange={(event) => set({ q: event.currentTarget.value })}
        />
        <Group gap="xs" wrap="nowrap">
          <NativeSelect
            flex={1}
            aria-label={t("kind")}
            value={filters.kind ?? ""}
            data={[{ value: "", label: t("all") }, ...KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))]}
            onChange={(event) => set({ kind: (event.currentTarget.value || null) as Kind | null })}
          />
          <Checkbox
            label={t("favourites")}
            checked={filters.isFavourite}
            onChange={(event) => set({ isFavourite: event.currentTarget.checked })}
          />
        </Group>
        <Uploads uploads={uploads} onOpen={null} />
        <Trouble error={error} />
        {data === undefined && error === null && <Loading />}
        {data?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("nothing")}
          </Text>
        )}
        <ul className="media-list">
          {data?.map((asset) => (
            <OneAsset key={asset.id} asset={asset} media={media} />
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </Stack>
    </aside>
  );
}
