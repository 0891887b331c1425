import { Rating, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AssetDetails } from "../../api/types.gen";
import { rate } from "../../lib/assets";

/** How good people find an asset, and how to say it oneself. */
export function Stars({ asset }: { asset: AssetDetails }) {
  const { t } = useTranslation("library");
  const queries = useQueryClient();
  const rating = useMutation({
    mutationFn: (stars: number) => rate(asset.id, stars),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assets"] }),
  });
  return (
    <div>
      <Rating
        size="md"
        value={Math.round(asset.rating_average)}
        onChange={(stars) => rating.mutate(stars)}
        getSymbolLabel={(stars) => t("rating.stars", { count: stars })}
      />
      <Text size="xs" c="dimmed">
        {asset.rating_count === 0
          ? t("rating.none")
          : t("rating.summary", { average: asset.rating_average.toFixed(1), count: asset.rating_count })}
      </Text>
    </div>
  );
}
