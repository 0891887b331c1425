import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../lib/session";
import { EmptyState } from "../../ui/EmptyState";
import { useTitle } from "../../ui/useTitle";
import { AREAS, type AreaName } from "./areas";

interface Props {
  area: AreaName;
  actions?: ReactNode;
  children: ReactNode;
}

/** One page of the administration, for those who may see it. */
export function Section({ area, actions, children }: Props) {
  const { t } = useTranslation("administration");
  const { data: account } = useQuery(accountQuery);
  const needs = AREAS.find(({ name }) => name === area)?.needs;
  const may = needs !== undefined && (account?.permissions.includes(needs) ?? false);
  useTitle(t(`${area}.title`));
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="start" gap="md">
        <div>
          <Title order={1} size="h2">
            {t(`${area}.title`)}
          </Title>
          <Text c="dimmed" maw={720}>
            {t(`${area}.lead`)}
          </Text>
        </div>
        {may && actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {may ? children : <EmptyState title={t("notAllowed.title")} text={t("notAllowed.text")} />}
    </Stack>
  );
}
