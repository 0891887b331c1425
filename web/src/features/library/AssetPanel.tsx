import {
  Alert,
  Anchor,
  Button,
  Drawer,
  Group,
  List,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetDetails } from "../../api/types.gen";
import { favour, linkTo } from "../../lib/assets";
import { dayAndTime, fileSize } from "../../lib/time";
import { HeartIcon } from "../../ui/assets/icons";
import { Stars } from "../../ui/assets/Stars";
import { DownloadIcon, TrashIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Trouble } from "../../ui/Trouble";
import { assetQuery, change, usesQuery } from "./queries";

interface Props {
  id: string;
  mayEdit: boolean;
  onClose: () => void;
  onDelete: (id: string) => void;
}

/** One asset: to see or hear, its words, what it is worth to people, where it is used. */
export function AssetPanel({ id, mayEdit, onClose, onDelete }: Props) {
  const { t } = useTranslation("library");
  const { data: asset, error } = useQuery(assetQuery(id));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(100vw, 520px)"
      title={asset?.name ?? t("one.title")}
      closeButtonProps={{ "aria-label": t("one.close") }}
    >
      <Trouble error={error} />
      {asset === undefined ? (
        error === null && <Loading />
      ) : (
        <Contents asset={asset} mayEdit={mayEdit} onDelete={onDelete} />
      )}
    </Drawer>
  );
}

function Contents({
  asset,
  mayEdit,
  onDelete,
}: {
  asset: AssetDetails;
  mayEdit: boolean;
  onDelete: (id: string) => void;
}) {
  const { t } = useTranslation("library");
  const queries = useQueryClient();
  const favouring = useMutation({
    mutationFn: () => favour(asset.id, !asset.is_favourite),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assets"] }),
  });
  const downloading = useMutation({
    mutationFn: () => linkTo(asset.id),
    onSuccess: (url) => window.location.assign(url),
  });
  const [name, ...rest] = [asset.media_type, fileSize(asset.size_bytes), dayAndTime(asset.created_at)];
  return (
    <Stack>
      {asset.state === "failed" && <Alert color="red">{t("one.failed")}</Alert>}
      <Media asset={asset} />
      <Text size="sm" c="dimmed">
        {[name, ...rest].join(" · ")}
      </Text>
      <Group justify="space-between">
        <Stars asset={asset} />
        <Group gap="xs">
          <Button
            size="xs"
            variant={asset.is_favourite ? "light" : "default"}
            aria-pressed={asset.is_favourite}
            leftSection={<HeartIcon isFull={asset.is_favourite} />}
            loading={favouring.isPending}
            onClick={() => favouring.mutate()}
          >
            {t("favourite")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<DownloadIcon />}
            loading={downloading.isPending}
            onClick={() => downloading.mutate()}
          >
            {t("one.download")}
          </Button>
        </Group>
      </Group>
      <Trouble error={favouring.error ?? downloading.error} />
      <Words key={asset.version} asset={asset} mayEdit={mayEdit} />
      <Uses id={asset.id} />
      {mayEdit && (
        <Group>
          <Button color="red" variant="light" leftSection={<TrashIcon />} onClick={() => onDelete(asset.id)}>
            {t("one.delete")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Media({ asset }: { asset: AssetDetails }) {
  const isReady = asset.state === "ready";
  const { data: url } = useQuery({
    queryKey: ["assets", "link", asset.id],
    queryFn: () => linkTo(asset.id),
    enabled: isReady && asset.kind !== "image",
    staleTime: 60_000,
  });
  if (!isReady) return null;
  if (asset.kind === "image")
    return asset.thumbnail_url && <img className="library-media" src={asset.thumbnail_url} alt={asset.alt_text} />;
  if (url === undefined) return null;
  // biome-ignore lint/a11y/useMediaCaption: what people keep in the library has no captions
  if (asset.kind === "video") return <video className="library-media" controls preload="metadata" src={url} />;
  // biome-ignore lint/a11y/useMediaCaption: what people keep in the library has no captions
  return <audio controls preload="metadata" src={url} style={{ inlineSize: "100%" }} />;
}

function Words({ asset, mayEdit }: { asset: AssetDetails; mayEdit: boolean }) {
  const { t } = useTranslation("library");
  const queries = useQueryClient();
  const [words, setWords] = useState({
    name: asset.name,
    description: asset.description,
    alt_text: asset.alt_text,
    tags: asset.tags,
  });
  const saving = useMutation({
    mutationFn: () => change(asset, words),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assets"] }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("one.name")}
          value={words.name}
          maxLength={200}
          required
          readOnly={!mayEdit}
          onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
        />
        {asset.kind === "image" && (
          <Textarea
            label={t("one.altText")}
            description={t("one.altTextHint")}
            value={words.alt_text}
            maxLength={1000}
            autosize
            readOnly={!mayEdit}
            onChange={(event) => setWords({ ...words, alt_text: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={t("one.description")}
          value={words.description}
          maxLength={2000}
          autosize
          readOnly={!mayEdit}
          onChange={(event) => setWords({ ...words, description: event.currentTarget.value })}
        />
        <TagsInput
          label={t("one.tags")}
          value={words.tags}
          maxTags={30}
          readOnly={!mayEdit}
          onChange={(tags) => setWords({ ...words, tags })}
        />
        <Trouble error={saving.error} />
        {mayEdit && (
          <Group>
            <Button type="submit" loading={saving.isPending} disabled={words.name.trim() === ""}>
              {t("one.save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function Uses({ id }: { id: string }) {
  const { t } = useTranslation("library");
  const { data } = useQuery(usesQuery(id));
  return (
    <section aria-labelledby="uses">
      <Title order={3} size="h5" id="uses">
        {t("one.uses")}
      </Title>
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("one.unused")}
        </Text>
      )}
      <List size="sm" listStyleType="none">
        {(data ?? []).map((use) => (
          <List.Item key={use.project_id}>
            <Anchor component={Link} to={`/projects/${use.project_id}`}>
              {use.title}
            </Anchor>{" "}
            <Text component="span" c="dimmed" size="sm">
              {use.scenes.map((scene) => scene.title || String(scene.position + 1)).join(", ")}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
