import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestEmailChange } from "../../../api/sdk.gen";
import type { AccountDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { asMyself } from "../../../lib/identity";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";

export function EmailCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, error, isBusy, submit } = useServerForm({ email: "" }, async (body) => {
    setSentTo(null);
    await asMyself(() => requestEmailChange({ body, throwOnError: true }));
    setSentTo(body.email);
    form.reset();
  });
  return (
    <Card title={t("email.title")} lead={t("email.now", { email: account.email })}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Trouble error={error} />
          <TextInput
            label={t("email.next")}
            description={t("email.help")}
            type="email"
            autoComplete="email"
            required
            {...form.getInputProps("email")}
          />
          <Group>
            <Button type="submit" variant="default" loading={isBusy} disabled={form.values.email.trim() === ""}>
              {t("email.submit")}
            </Button>
          </Group>
          {sentTo !== null && (
            <Alert color="green" role="status" title={t("email.sent")}>
              {t("email.sentText", { email: sentTo })}
            </Alert>
          )}
        </Stack>
      </form>
    </Card>
  );
}
