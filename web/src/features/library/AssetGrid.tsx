import { Badge, Checkbox, Group, Loader, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AssetDetails } from "../../api/types.gen";
import { clock } from "../../lib/time";
import { HeartIcon, StarIcon } from "../../ui/assets/icons";
import { FilmIcon, MusicIcon } from "../../ui/mediaIcons";

interface Props {
  assets: readonly AssetDetails[];
  selected: ReadonlySet<string>;
  /** Null: whoever looks may not change anything. */
  onToggle: ((id: string) => void) | null;
  onOpen: (asset: AssetDetails) => void;
}

export function AssetGrid({ assets, selected, onToggle, onOpen }: Props) {
  const { t } = useTranslation("library");
  return (
    <ul className="library-grid">
      {assets.map((asset) => (
        <li key={asset.id} className="library-card" data-selected={selected.has(asset.id) || undefined}>
          <UnstyledButton className="library-open" onClick={() => onOpen(asset)}>
            <span className="library-picture">
              <Picture asset={asset} />
            </span>
            <Text component="span" size="sm" fw={500} lineClamp={1} title={asset.name}>
              {asset.name}
            </Text>
          </UnstyledButton>
          <Group justify="space-between" gap={4} wrap="nowrap" className="library-facts">
            <Text component="span" size="xs" c="dimmed" lineClamp={1}>
              {facts(asset, t)}
            </Text>
            <Group gap={4} wrap="nowrap">
              {asset.is_favourite && (
                <span role="img" aria-label={t("favourite")}>
                  <HeartIcon isFull />
                </span>
              )}
              {asset.rating_count > 0 && (
                <Text component="span" size="xs" className="library-rating">
                  <StarIcon isFull /> {asset.rating_average.toFixed(1)}
                </Text>
              )}
            </Group>
          </Group>
          {onToggle !== null && (
            <Checkbox
              className="library-tick"
              aria-label={t("selection.one", { name: asset.name })}
              checked={selected.has(asset.id)}
              onChange={() => onToggle(asset.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Picture({ asset }: { asset: AssetDetails }) {
  const { t } = useTranslation("library");
  if (asset.state === "processing") return <Loader size="sm" aria-label={t("states.processing")} />;
  if (asset.state === "failed") return <Badge color="red">{t("states.failed")}</Badge>;
  if (asset.thumbnail_url !== null)
    return <img src={asset.thumbnail_url} alt={asset.alt_text} loading="lazy" decoding="async" />;
  return asset.kind === "sound" ? <MusicIcon /> : <FilmIcon />;
}

function facts(asset: AssetDetails, t: (key: string) => string): string {
  const parts = [t(`kind.${asset.kind}`)];
  if (asset.width !== null && asset.height !== null) parts.push(`${asset.width} × ${asset.height}`);
  if (asset.duration_ms !== null) parts.push(clock(asset.duration_ms));
  return parts.join(" · ");
}
