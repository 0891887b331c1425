import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError, explain } from "../lib/http";
import { useTitle } from "./useTitle";

/** What a page shows that could not be made: why, and what to do. */
export function TroublePage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  useTitle(t("errors.title"));
  return (
    <Center component="main" mih="60vh" p="md">
      <Stack align="center" maw={480} role="alert">
        <Title order={1} size="h2" ta="center">
          {t("errors.title")}
        </Title>
        <Text ta="center">{explain(error)}</Text>
        {error instanceof ApiError && error.traceId !== "" && (
          <Text size="sm" c="dimmed">
            {t("errors.trace", { id: error.traceId })}
          </Text>
        )}
        <Button onClick={retry}>{t("errors.retry")}</Button>
      </Stack>
    </Center>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  useTitle(t("errors.notFound"));
  return (
    <Center component="main" mih="60vh" p="md">
      <Stack align="center" maw={480}>
        <Title order={1} size="h2" ta="center">
          {t("errors.notFound")}
        </Title>
        <Button component={Link} to="/">
          {t("errors.home")}
        </Button>
      </Stack>
    </Center>
  );
}
