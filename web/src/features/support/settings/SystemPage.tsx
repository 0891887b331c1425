import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { checkErp, disconnectErp } from "../../../api/sdk.gen";
import type { ErpDetails } from "../../../api/types.gen";
import { inOwnLanguage } from "../../../lib/bilingual";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { erpQuery } from "./queries";
import { SystemForm } from "./SystemForm";

/** The provider's own system: what it is, whether it answers, and connecting it. */
export default function SystemPage() {
  const { t } = useTranslation("supportSettings");
  const { data: erp, error } = useQuery(erpQuery);
  return (
    <Page title={t("system.title")} lead={t("system.lead")}>
      <Trouble error={error} />
      {erp === undefined && !error && <Loading />}
      {erp !== undefined && (
        <>
          {erp.kind !== null && <Connected erp={erp} />}
          <SystemForm key={erp.kind ?? "none"} erp={erp} />
        </>
      )}
    </Page>
  );
}

function Connected({ erp }: { erp: ErpDetails }) {
  const { t } = useTranslation("supportSettings");
  const queries = useQueryClient();
  const [isLeaving, setLeaving] = useState(false);
  const checking = useMutation({ mutationFn: async () => (await checkErp({ throwOnError: true })).data });
  async function disconnect() {
    await disconnectErp({ throwOnError: true });
    await queries.invalidateQueries({ queryKey: erpQuery.queryKey });
  }
  return (
    <Card
      title={t(`system.kinds.${erp.kind}`)}
      lead={erp.base_url ?? t("system.noAddress")}
      actions={
        <>
          <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
            {t("system.check")}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setLeaving(true)}>
            {t("system.disconnect")}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("system.secretsKept")}
          </Text>
        </Group>
        <div role="status">
          {checking.data?.works === true && (
            <Alert color="green" title={t("system.works")}>
              {t("system.worksText")}
            </Alert>
          )}
          {checking.data?.works === false && (
            <Alert color="red" title={t("system.fails")}>
              {inOwnLanguage(checking.data.trouble)}
            </Alert>
          )}
        </div>
        <Trouble error={checking.error} />
      </Stack>
      {isLeaving && (
        <Confirm
          title={t("system.disconnect")}
          text={t("system.disconnectText")}
          deed={t("system.disconnect")}
          act={disconnect}
          onClose={() => setLeaving(false)}
        />
      )}
    </Card>
  );
}
