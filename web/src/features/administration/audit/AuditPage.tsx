import { Button, Menu } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listAuditEntries } from "../../../api/sdk.gen";
import type { EntryDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import { useMay } from "../../../lib/permissions";
import { accountQuery } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { DownloadIcon } from "../../../ui/icons";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Trouble } from "../../../ui/Trouble";
import { Section } from "../Section";
import { AuditFilters } from "./AuditFilters";
import { Entry } from "./Entry";
import { type AuditFilter, asQuery, exportAddress, NO_FILTER } from "./filter";
import { Verification } from "./Verification";

const auditQuery = (filter: AuditFilter) =>
  pagesQuery<EntryDetails>(["audit", "list", asQuery(filter)], (cursor, signal) =>
    listAuditEntries({ query: { ...asQuery(filter), cursor }, signal, throwOnError: true }),
  );

export default function AuditPage() {
  const { t } = useTranslation("administration");
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const may = useMay("audit:read");
  const query = useInfiniteQuery({ ...auditQuery(filter), enabled: may });
  return (
    <Section area="audit" actions={<Export filter={filter} />}>
      <Verification />
      <AuditFilters filter={filter} onChange={setFilter} />
      <Pages query={query} empty={<EmptyState title={t("audit.none")} text={t("audit.noneText")} />}>
        {(items) => (
          <Rows label={t("audit.title")}>
            {items.map((entry) => (
              <Entry key={entry.sequence} entry={entry} onFilter={(part) => setFilter({ ...NO_FILTER, ...part })} />
            ))}
          </Rows>
        )}
      </Pages>
    </Section>
  );
}

/** The browser takes the file as it comes, however long the record is. */
function Export({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation("administration");
  const queries = useQueryClient();
  const taking = useMutation({
    mutationFn: async (format: "csv" | "ndjson") => {
      // A download cannot renew the sign-in by itself.
      await queries.fetchQuery({ ...accountQuery, staleTime: 0 });
      const link = document.createElement("a");
      link.href = exportAddress(filter, format);
      link.download = `audit.${format}`;
      link.click();
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<DownloadIcon />} loading={taking.isPending}>
            {t("audit.export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("audit.exportHelp")}</Menu.Label>
          <Menu.Item onClick={() => taking.mutate("csv")}>{t("audit.csv")}</Menu.Item>
          <Menu.Item onClick={() => taking.mutate("ndjson")}>{t("audit.json")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Trouble error={taking.error} />
    </>
  );
}
