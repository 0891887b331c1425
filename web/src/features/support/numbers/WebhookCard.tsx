import { Alert, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ChannelDetails } from "../../../api/types.gen";
import { ago } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Copied } from "./Copied";

interface Props {
  channel: ChannelDetails;
  verifyToken: string | undefined;
}

/** Where Meta is to deliver, and whether it has found the way. */
export function WebhookCard({ channel, verifyToken }: Props) {
  const { t } = useTranslation("numbers");
  const isSecure = window.location.protocol === "https:";
  const isOurs = channel.kind === "simulator";
  return (
    <Card title={t("webhook.title")} lead={t(isOurs ? "webhook.simulator" : "webhook.text")}>
      {!isOurs && (
        <Stack gap="sm">
          {!isSecure && <Alert color="orange">{t("webhook.notSecure")}</Alert>}
          <List type="ordered" size="sm" spacing={4}>
            <List.Item>{t("webhook.open")}</List.Item>
            <List.Item>{t("webhook.paste")}</List.Item>
            <List.Item>{t("webhook.subscribe")}</List.Item>
          </List>
          <Copied label={t("webhook.url")} text={window.location.origin + channel.webhook_path} />
          {verifyToken !== undefined && (
            <Copied label={t("webhook.token")} text={verifyToken} hint={t("webhook.once")} />
          )}
          {verifyToken === undefined && channel.verified_at === null && (
            <Text size="sm" c="dimmed">
              {t("webhook.tokenLost")}
            </Text>
          )}
        </Stack>
      )}
      <Text role="status" fw={600}>
        {channel.verified_at === null
          ? t("webhook.waiting")
          : `✓ ${t("webhook.verified", { when: ago(channel.verified_at) })}`}
      </Text>
    </Card>
  );
}
