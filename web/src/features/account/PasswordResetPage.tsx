import { Alert, Anchor, Button, PasswordInput, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resetPassword } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { takeLinkToken } from "../../lib/linkToken";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { LinkExpired } from "./LinkExpired";

export default function PasswordResetPage() {
  const { t } = useTranslation();
  const [token] = useState(takeLinkToken);
  const [isDone, setDone] = useState(false);
  const { form, error, isBusy, submit } = useServerForm({ password: "" }, async ({ password }) => {
    await resetPassword({ body: { token: token ?? "", password }, throwOnError: true });
    setDone(true);
  });
  return (
    <OutsidePage title={t("reset.title")} lead={t("reset.lead")}>
      {isDone ? (
        <Stack>
          <Alert color="green" title={t("reset.done")} role="status" />
          <Anchor component={Link} to="/sign-in">
            {t("actions.toSignIn")}
          </Anchor>
        </Stack>
      ) : token === null ? (
        <LinkExpired again="/forgotten-password" />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Trouble error={error} />
            <PasswordInput
              label={t("reset.password")}
              description={t("fields.passwordRule")}
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
              {...form.getInputProps("password")}
            />
            <Button type="submit" loading={isBusy} fullWidth>
              {t("reset.submit")}
            </Button>
          </Stack>
        </form>
      )}
    </OutsidePage>
  );
}
