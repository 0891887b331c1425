import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeChannel } from "../../../api/sdk.gen";
import type { ChannelDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { Card } from "../../../ui/Card";
import { FormDialog } from "../../../ui/FormDialog";
import { Copied } from "./Copied";
import { CHANNELS, ifMatch } from "./queries";
import { newVerifyToken } from "./verifyToken";

type Secret = "access_token" | "app_secret" | "verify_token";
const SECRETS: readonly Secret[] = ["access_token", "app_secret", "verify_token"];

/** What proves who speaks, here and at Meta; it can be replaced and is never shown again. */
export function SecretsCard({ channel }: { channel: ChannelDetails }) {
  const { t } = useTranslation("numbers");
  const [replaced, setReplaced] = useState<Secret | null>(null);
  return (
    <Card title={t("secrets.title")} lead={t("secrets.text")}>
      <Group gap="xs">
        {SECRETS.map((name) => (
          <Button key={name} variant="default" onClick={() => setReplaced(name)}>
            {t("secrets.replace", { what: t(`fields.${name}`) })}
          </Button>
        ))}
      </Group>
      {replaced !== null && <ReplaceDialog channel={channel} name={replaced} onClose={() => setReplaced(null)} />}
    </Card>
  );
}

function ReplaceDialog({ channel, name, onClose }: { channel: ChannelDetails; name: Secret; onClose: () => void }) {
  const { t } = useTranslation("numbers");
  const queries = useQueryClient();
  const isOurs = name === "verify_token";
  const first = { secret: isOurs ? newVerifyToken() : "" };
  const { form, error, isBusy, submit } = useServerForm(first, async ({ secret }) => {
    const target = { path: { channel_id: channel.id }, headers: ifMatch(channel.version) };
    await changeChannel({ ...target, body: { [name]: secret }, throwOnError: true });
    await queries.invalidateQueries({ queryKey: CHANNELS });
    onClose();
  });
  const what = t(`fields.${name}`);
  return (
    <FormDialog
      title={t("secrets.replace", { what })}
      deed={t("secrets.deed")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld
      isReady={form.values.secret.trim().length >= 8}
      error={error}
    >
      {isOurs ? (
        <Copied label={what} text={form.values.secret} hint={t("secrets.verifyHelp")} />
      ) : (
        <>
          <PasswordInput
            label={what}
            description={t(`fields.${name}Help`)}
            autoComplete="off"
            required
            data-autofocus
            {...form.getInputProps("secret")}
          />
          <Text size="sm">{t("secrets.atOnce")}</Text>
        </>
      )}
    </FormDialog>
  );
}
