import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { confirm } from "../api/sdk.gen";
import { useServerForm } from "../lib/form";
import { accountQuery } from "../lib/session";
import { Dialog } from "./Dialog";
import { Trouble } from "./Trouble";

/** Asks for the password, and a code where there is a second factor; holds for ten minutes. */
export default function IdentityDialog({ answer }: { answer: (isProved: boolean) => void }) {
  const { t } = useTranslation("account");
  const { data: account } = useQuery(accountQuery);
  const hasCode = account?.has_second_factor ?? false;
  const { form, error, isBusy, submit } = useServerForm({ password: "", code: "" }, async ({ password, code }) => {
    const body = hasCode ? { password, code: code.trim() } : { password };
    await confirm({ body, throwOnError: true });
    answer(true);
  });
  return (
    <Dialog title={t("identity.title")} onClose={() => answer(false)}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{t("identity.text")}</Text>
          <Trouble error={error} />
          <input type="hidden" name="username" autoComplete="username" value={account?.email ?? ""} />
          <PasswordInput
            label={t("identity.password")}
            autoComplete="current-password"
            required
            data-autofocus
            visibilityToggleButtonProps={{ "aria-label": t("identity.showPassword") }}
            {...form.getInputProps("password")}
          />
          {hasCode && (
            <TextInput
              label={t("identity.code")}
              description={t("identity.codeHelp")}
              autoComplete="one-time-code"
              required
              {...form.getInputProps("code")}
            />
          )}
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={() => answer(false)}>
              {t("identity.giveUp")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("identity.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
