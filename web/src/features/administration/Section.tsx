import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../lib/session";
import { EmptyState } from "../../ui/EmptyState";
import { Section as PageSection } from "../../ui/Section";
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
  return (
    <PageSection title={t(`${area}.title`)} lead={t(`${area}.lead`)} actions={may ? actions : undefined}>
      {may ? children : <EmptyState title={t("notAllowed.title")} text={t("notAllowed.text")} />}
    </PageSection>
  );
}
