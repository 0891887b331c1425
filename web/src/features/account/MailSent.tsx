import { Alert, Anchor, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** A mail with a link is on its way; nothing is said about whether the address is known. */
export function MailSent({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert color="green" title={t("mailSent.title")} role="status">
        {t("mailSent.text", { email })}
      </Alert>
      <Anchor component={Link} to="/sign-in" size="sm">
        {t("actions.toSignIn")}
      </Anchor>
    </Stack>
  );
}
