import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestPasswordReset } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { MailSent } from "./MailSent";

export default function ForgottenPasswordPage() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, error, isBusy, submit } = useServerForm({ email: "" }, async (values) => {
    await requestPasswordReset({ body: values, throwOnError: true });
    setSentTo(values.email);
  });
  return (
    <OutsidePage title={t("forgotten.title")} lead={t("forgotten.lead")}>
      {sentTo !== null ? (
        <MailSent email={sentTo} />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Trouble error={error} />
            <TextInput
              label={t("fields.email")}
              type="email"
              autoComplete="username"
              required
              {...form.getInputProps("email")}
            />
            <Button type="submit" loading={isBusy} fullWidth>
              {t("forgotten.submit")}
            </Button>
            <Anchor component={Link} to="/sign-in" size="sm">
              {t("actions.toSignIn")}
            </Anchor>
          </Stack>
        </form>
      )}
    </OutsidePage>
  );
}
