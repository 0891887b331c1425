import { Alert, Anchor, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** The page of a mail's link was opened without its token, or the link was used up. */
export function LinkExpired({ again }: { again: "/sign-up" | "/forgotten-password" | "/sign-in" }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert title={t("link.title")} role="alert">
        {t("link.text")}
      </Alert>
      <Anchor component={Link} to={again} size="sm">
        {again === "/sign-in" ? t("actions.toSignIn") : t("link.again")}
      </Anchor>
    </Stack>
  );
}
