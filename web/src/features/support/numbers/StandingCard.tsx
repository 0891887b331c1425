import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeChannel, removeChannel } from "../../../api/sdk.gen";
import type { ChannelDetails } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Trouble } from "../../../ui/Trouble";
import { CHANNELS, ifMatch } from "./queries";

interface Props {
  channel: ChannelDetails;
  onRemoved: () => void;
}

/** Stop sending for a while, go on, or part with the number. */
export function StandingCard({ channel, onRemoved }: Props) {
  const { t } = useTranslation("numbers");
  const queries = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const isPaused = channel.state === "paused";
  const target = { path: { channel_id: channel.id }, headers: ifMatch(channel.version), throwOnError: true } as const;
  const again = () => queries.invalidateQueries({ queryKey: CHANNELS });
  const turning = useMutation({
    mutationFn: () => changeChannel({ ...target, body: { state: isPaused ? "active" : "paused" } }),
    onSettled: again,
  });
  return (
    <Card title={t("standing.title")} lead={t(isPaused ? "standing.pausedText" : "standing.activeText")} isDangerous>
      <Trouble error={turning.error} />
      <Group gap="xs">
        <Button variant="default" loading={turning.isPending} onClick={() => turning.mutate()}>
          {t(isPaused ? "standing.resume" : "standing.pause")}
        </Button>
        <Button color="red" variant="outline" onClick={() => setRemoving(true)}>
          {t("standing.remove")}
        </Button>
      </Group>
      {isRemoving && (
        <Confirm
          title={t("standing.askTitle", { name: channel.name })}
          text={t("standing.askText")}
          deed={t("standing.remove")}
          act={async () => {
            await removeChannel(target);
            void again();
            onRemoved();
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </Card>
  );
}
