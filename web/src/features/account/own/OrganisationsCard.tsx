import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leave, switchTenant } from "../../../api/sdk.gen";
import type { AccountDetails, MembershipDetails } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Loading } from "../../../ui/Loading";
import { Row, Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { FoundDialog } from "./FoundDialog";
import { ownTenantsQuery } from "./queries";

export function OrganisationsCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data, error } = useQuery(ownTenantsQuery);
  const [leaving, setLeaving] = useState<MembershipDetails | null>(null);
  const [isFounding, setFounding] = useState(false);
  const going = useMutation({
    mutationFn: async (tenantId: string) => {
      await switchTenant({ body: { tenant_id: tenantId }, throwOnError: true });
      await navigate({ to: "/" });
      // Also what the frame around the pages holds belongs to the other organisation.
      await queries.resetQueries();
    },
  });

  async function leaveHere() {
    await leave({ throwOnError: true });
    queries.clear();
    await navigate({ to: "/sign-in" });
  }

  return (
    <Card title={t("tenants.title")} lead={t("tenants.lead")}>
      <Trouble error={error ?? going.error} />
      {data === undefined && !error && <Loading />}
      {data !== undefined && (
        <Rows label={t("tenants.title")}>
          {data.map((one) => (
            <OneTenant
              key={one.tenant_id}
              tenant={one}
              isHere={one.tenant_id === account.tenant_id}
              isGoing={going.isPending}
              onGo={() => going.mutate(one.tenant_id)}
              onLeave={() => setLeaving(one)}
            />
          ))}
        </Rows>
      )}
      <Group>
        <Button variant="default" onClick={() => setFounding(true)}>
          {t("tenants.found")}
        </Button>
      </Group>
      {isFounding && <FoundDialog onClose={() => setFounding(false)} onGo={(id) => going.mutateAsync(id)} />}
      {leaving !== null && (
        <Confirm
          title={t("tenants.leaveTitle", { name: leaving.tenant_name })}
          text={t("tenants.leaveText")}
          deed={t("tenants.leave")}
          act={leaveHere}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  );
}

interface TenantProps {
  tenant: MembershipDetails;
  isHere: boolean;
  isGoing: boolean;
  onGo: () => void;
  onLeave: () => void;
}

function OneTenant({ tenant, isHere, isGoing, onGo, onLeave }: TenantProps) {
  const { t } = useTranslation(["account", "common"]);
  const { tenant_name: name, tenant_state, state, role } = tenant;
  const trouble = tenant_state !== "active" ? tenant_state : state !== "active" ? "youSuspended" : null;
  const canGo = tenant_state !== "ended" && state === "active" && (tenant_state === "active" || role === "owner");
  return (
    <Row
      title={
        <>
          {name}
          {isHere && <Tag tone="good">{t("tenants.here")}</Tag>}
          {trouble !== null && <Tag tone="warning">{t(`tenants.state.${trouble}`)}</Tag>}
        </>
      }
      text={t("tenants.role", { role: t(`common:roles.${role}`) })}
      actions={
        isHere ? (
          <Button size="xs" variant="default" onClick={onLeave} aria-label={`${t("tenants.leave")}: ${name}`}>
            {t("tenants.leave")}
          </Button>
        ) : (
          canGo && (
            <Button
              size="xs"
              variant="default"
              disabled={isGoing}
              onClick={onGo}
              aria-label={`${t("tenants.go")}: ${name}`}
            >
              {t("tenants.go")}
            </Button>
          )
        )
      }
    />
  );
}
