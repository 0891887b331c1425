import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endTenant, resumeTenant, suspendTenant } from "../../../api/sdk.gen";
import type { TenantDetails } from "../../../api/types.gen";
import { asMyself } from "../../../lib/identity";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { EndDialog } from "./EndDialog";

/** To suspend the organisation, take it up again, or end it: for its owners. */
export function Standing({ tenant }: { tenant: TenantDetails }) {
  const { t } = useTranslation("administration");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"suspend" | "end" | null>(null);
  const resuming = useMutation({
    mutationFn: () => asMyself(() => resumeTenant({ throwOnError: true })),
    onSuccess: () => queries.invalidateQueries(),
  });
  const isSuspended = tenant.state === "suspended";

  async function suspend() {
    await asMyself(() => suspendTenant({ throwOnError: true }));
    // What one may do has changed, and with it all that one sees.
    await queries.invalidateQueries();
  }
  async function end() {
    await asMyself(() => endTenant({ throwOnError: true }));
    queries.clear();
    await navigate({ to: "/sign-in" });
  }

  return (
    <>
      <Card
        title={t("tenant.suspension")}
        lead={t(isSuspended ? "tenant.suspendedLead" : "tenant.suspendLead")}
        actions={
          <Tag tone={isSuspended ? "warning" : "good"}>
            {t(`tenant.states.${isSuspended ? "suspended" : "active"}`)}
          </Tag>
        }
      >
        <Trouble error={resuming.error} />
        <Group>
          {isSuspended ? (
            <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
              {t("tenant.resume")}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setAsked("suspend")}>
              {t("tenant.suspend")}
            </Button>
          )}
        </Group>
      </Card>
      <Card title={t("tenant.ending")} lead={t("tenant.endLead")} isDangerous>
        <Group>
          <Button color="red" variant="outline" onClick={() => setAsked("end")}>
            {t("tenant.end")}
          </Button>
        </Group>
      </Card>
      {asked === "suspend" && (
        <Confirm
          title={t("tenant.ask.title", { name: tenant.name })}
          text={t("tenant.ask.text")}
          deed={t("tenant.suspend")}
          act={suspend}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === "end" && <EndDialog name={tenant.name} act={end} onClose={() => setAsked(null)} />}
    </>
  );
}
