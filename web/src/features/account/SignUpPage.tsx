import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestSignUp } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { apiLanguage } from "../../lib/i18n";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { MailSent } from "./MailSent";

export default function SignUpPage() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, error, isBusy, submit } = useServerForm({ tenant_name: "", email: "" }, async (values) => {
    await requestSignUp({ body: { ...values, language: apiLanguage() }, throwOnError: true });
    setSentTo(values.email);
  });
  return (
    <OutsidePage title={t("signUp.title")} lead={t("signUp.lead")}>
      {sentTo !== null ? (
        <MailSent email={sentTo} />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Trouble error={error} />
            <TextInput
              label={t("fields.organisation")}
              autoComplete="organization"
              required
              {...form.getInputProps("tenant_name")}
            />
            <TextInput
              label={t("fields.email")}
              type="email"
              autoComplete="email"
              required
              {...form.getInputProps("email")}
            />
            <Button type="submit" loading={isBusy} fullWidth>
              {t("signUp.submit")}
            </Button>
            <Anchor component={Link} to="/sign-in" size="sm">
              {t("signUp.haveAccount")}
            </Anchor>
          </Stack>
        </form>
      )}
    </OutsidePage>
  );
}
