import { ActionIcon, Button, Loader, Text, Tooltip } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AssetDetails } from "../../../../api/types.gen";
import { favour, linkTo } from "../../../../lib/assets";
import { clock } from "../../../../lib/time";
import { HeartIcon } from "../../../../ui/assets/icons";
import { Stars } from "../../../../ui/assets/Stars";
import { FilmIcon, MusicIcon } from "../../../../ui/mediaIcons";
import { Trouble } from "../../../../ui/Trouble";
import { useEditor } from "../store";
import { startDrag } from "./dragging";
import type { Media } from "./useMedia";

/** One thing of the library: what it is, how it is liked, and what it can be here. */
export function OneAsset({ asset, media }: { asset: AssetDetails; media: Media }) {
  const { t } = useTranslation("editor", { keyPrefix: "media" });
  const editor = useEditor();
  const queries = useQueryClient();
  const favouring = useMutation({
    mutationFn: () => favour(asset.id, !asset.is_favourite),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assets"] }),
  });
  const using = useMutation({ mutationFn: (deed: () => Promise<void>) => deed() });
  const listening = useMutation({ mutationFn: () => linkTo(asset.id) });
  const isReady = asset.state === "ready";
  const here = () => editor.store.getState().selected;
  const facts =
    asset.duration_ms === null ? `${asset.width ?? "?"} × ${asset.height ?? "?"}` : clock(asset.duration_ms);
  return (
    <li
      className="media-asset"
      draggable={isReady}
      onDragStart={(event) => startDrag(event, asset)}
      aria-label={asset.name}
    >
      <span className="media-picture">
        <Picture asset={asset} />
      </span>
      <div className="media-facts">
        <Text size="sm" fw={500} lineClamp={2}>
          {asset.name}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`kinds.${asset.kind}`)} · {facts}
        </Text>
        <Stars asset={asset} />
      </div>
      <Tooltip label={t(asset.is_favourite ? "notFavourite" : "favourite")} openDelay={300}>
        <ActionIcon
          className="media-heart"
          variant="subtle"
          color={asset.is_favourite ? "red" : "gray"}
          aria-pressed={asset.is_favourite}
          aria-label={t("favouriteOf", { name: asset.name })}
          onClick={() => favouring.mutate()}
        >
          <HeartIcon isFull={asset.is_favourite} />
        </ActionIcon>
      </Tooltip>
      <div className="media-deeds">
        {isReady && asset.kind === "image" && (
          <>
            <Button
              size="compact-sm"
              variant="light"
              loading={using.isPending}
              onClick={() => using.mutate(() => media.putInto(asset, here()))}
            >
              {t("putHere")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={using.isPending}
              onClick={() => using.mutate(() => media.addScene(asset, here()))}
            >
              {t("newScene")}
            </Button>
          </>
        )}
        {isReady && asset.kind === "sound" && (
          <Button
            size="compact-sm"
            variant="light"
            loading={using.isPending}
            onClick={() => using.mutate(() => media.playBelow(asset))}
          >
            {t("music")}
          </Button>
        )}
        {isReady && asset.kind !== "image" && listening.data === undefined && (
          <Button size="compact-sm" variant="default" loading={listening.isPending} onClick={() => listening.mutate()}>
            {t(asset.kind === "sound" ? "listen" : "watch")}
          </Button>
        )}
      </div>
      {listening.data !== undefined &&
        (asset.kind === "sound" ? (
          // biome-ignore lint/a11y/useMediaCaption: the library knows no words of it
          <audio className="media-player" src={listening.data} controls autoPlay aria-label={asset.name} />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: the library knows no words of it
          <video className="media-player" src={listening.data} controls autoPlay aria-label={asset.name} />
        ))}
      {asset.kind === "video" && (
        <Text size="xs" c="dimmed" className="media-player">
          {t("noVideo")}
        </Text>
      )}
      <Trouble error={using.error ?? listening.error ?? favouring.error} />
    </li>
  );
}

function Picture({ asset }: { asset: AssetDetails }) {
  const { t } = useTranslation("editor", { keyPrefix: "media" });
  if (asset.state === "processing") return <Loader size="xs" aria-label={t("processing")} />;
  if (asset.thumbnail_url !== null)
    return <img src={asset.thumbnail_url} alt={asset.alt_text} loading="lazy" draggable={false} />;
  return asset.kind === "sound" ? <MusicIcon /> : <FilmIcon />;
}
