import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { checkChannel } from "../../../api/sdk.gen";
import type { ChannelDetails } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { CHANNELS } from "./queries";

/** Asks Meta about the number, which shows whether the access token is right. */
export function HealthCard({ channel }: { channel: ChannelDetails }) {
  const { t } = useTranslation("numbers");
  const queries = useQueryClient();
  const checking = useMutation({
    mutationFn: async () => (await checkChannel({ path: { channel_id: channel.id }, throwOnError: true })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: CHANNELS }),
  });
  const found = checking.data;
  const deed = (
    <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
      {t("health.deed")}
    </Button>
  );
  return (
    <Card title={t("health.title")} lead={t("health.text")} actions={deed}>
      <Trouble error={checking.error} />
      {found !== undefined && (
        <Text role="status">
          {t("health.found", { name: found.name ?? "?", quality: t(`quality.${found.quality}`, found.quality ?? "?") })}
        </Text>
      )}
    </Card>
  );
}
