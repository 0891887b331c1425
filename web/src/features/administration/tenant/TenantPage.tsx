import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getTenant, renameTenant } from "../../../api/sdk.gen";
import type { TenantDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { useMay } from "../../../lib/permissions";
import { accountQuery } from "../../../lib/session";
import { day } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Loading } from "../../../ui/Loading";
import { Trouble } from "../../../ui/Trouble";
import { Section } from "../Section";
import { Standing } from "./Standing";

const tenantQuery = queryOptions({
  queryKey: ["tenant"],
  queryFn: async ({ signal }) => (await getTenant({ signal, throwOnError: true })).data,
});

export default function TenantPage() {
  const { t } = useTranslation("administration");
  const may = useMay("tenant:manage");
  const { data: tenant, error } = useQuery({ ...tenantQuery, enabled: may });
  const { data: account } = useQuery(accountQuery);
  return (
    <Section area="tenant">
      <Trouble error={error} />
      {tenant === undefined && !error && <Loading />}
      {tenant !== undefined && (
        <>
          <Naming key={tenant.id} tenant={tenant} />
          {account?.role === "owner" ? <Standing tenant={tenant} /> : <Text c="dimmed">{t("tenant.onlyOwners")}</Text>}
        </>
      )}
    </Section>
  );
}

function Naming({ tenant }: { tenant: TenantDetails }) {
  const { t } = useTranslation(["administration", "common"]);
  const queries = useQueryClient();
  const [isSaved, setSaved] = useState(false);
  const { form, error, isBusy, submit } = useServerForm({ name: tenant.name }, async (body) => {
    setSaved(false);
    const headers = { "If-Match": `"${tenant.version}"` };
    try {
      const { data } = await renameTenant({ body, headers, throwOnError: true });
      queries.setQueryData(tenantQuery.queryKey, data);
      form.setValues({ name: data.name });
      form.resetDirty({ name: data.name });
      setSaved(true);
      await queries.invalidateQueries({ queryKey: ["own-tenants"] });
    } catch (failure) {
      // Somebody else may have renamed it: the next try is made with what they wrote in view.
      void queries.invalidateQueries({ queryKey: tenantQuery.queryKey });
      throw failure;
    }
  });
  const facts = { plan: t(`plans.${tenant.plan}`, tenant.plan), day: day(tenant.created_at) };
  return (
    <Card title={t("tenant.naming")} lead={t("tenant.facts", facts)}>
      <form onSubmit={submit} noValidate>
        <Stack maw={480}>
          <Trouble error={error} />
          <TextInput
            label={t("tenant.name")}
            autoComplete="organization"
            maxLength={100}
            required
            {...form.getInputProps("name")}
          />
          <Group gap="sm">
            <Button type="submit" loading={isBusy} disabled={!form.isDirty()}>
              {t("common:actions.save")}
            </Button>
            <Text size="sm" role="status">
              {isSaved && !form.isDirty() && t("saved")}
            </Text>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
