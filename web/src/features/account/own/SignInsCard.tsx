import { Button, Group } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endSignIn, signOutEverywhere } from "../../../api/sdk.gen";
import type { AccountDetails, SignInDetails } from "../../../api/types.gen";
import { deviceOf } from "../../../lib/device";
import { ago, dayAndTime } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Pages } from "../../../ui/Pages";
import { Row, Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { ownTenantsQuery, readOtherSignIns, signInsQuery } from "./queries";

type Asked = { one: SignInDetails } | "others" | "all";

export function SignInsCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation("account");
  const query = useInfiniteQuery(signInsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const deviceName = useDeviceName();
  const hasOthers = query.hasNextPage || (query.data?.some(({ is_current }) => !is_current) ?? false);
  return (
    <Card title={t("signIns.title")} lead={t("signIns.lead")}>
      <Pages query={query} empty={null}>
        {(items) => (
          <Rows label={t("signIns.title")}>
            {items.map((one) => (
              <OneSignIn key={one.id} signIn={one} account={account} onEnd={() => setAsked({ one })} />
            ))}
          </Rows>
        )}
      </Pages>
      <Group gap="xs">
        <Button variant="default" disabled={!hasOthers} onClick={() => setAsked("others")}>
          {t("signIns.endOthers")}
        </Button>
        <Button variant="default" onClick={() => setAsked("all")}>
          {t("signIns.endAll")}
        </Button>
      </Group>
      {asked !== null && (
        <EndDialog
          asked={asked}
          name={typeof asked === "string" ? "" : deviceName(asked.one.client)}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  );
}

function useDeviceName() {
  const { t } = useTranslation("account");
  return (client: string) => {
    const { browser, system } = deviceOf(client);
    if (browser === null && system === null) return client.slice(0, 60) || t("signIns.unknown");
    return browser !== null && system !== null ? t("signIns.device", { browser, system }) : (browser ?? system ?? "");
  };
}

function OneSignIn(props: { signIn: SignInDetails; account: AccountDetails; onEnd: () => void }) {
  const { signIn, account, onEnd } = props;
  const { t } = useTranslation("account");
  const { data: tenants } = useQuery(ownTenantsQuery);
  const name = useDeviceName()(signIn.client);
  const tenant = tenants?.find(({ tenant_id }) => tenant_id === signIn.tenant_id)?.tenant_name;
  const when = t("signIns.used", { when: ago(signIn.last_used_at), since: dayAndTime(signIn.created_at) });
  return (
    <Row
      title={
        <>
          {name}
          {signIn.is_current && <Tag tone="good">{t("signIns.this")}</Tag>}
        </>
      }
      text={signIn.tenant_id === account.tenant_id || !tenant ? when : `${tenant} · ${when}`}
      actions={
        !signIn.is_current && (
          <Button
            size="xs"
            variant="default"
            onClick={onEnd}
            aria-label={`${t("signIns.end")}: ${name}, ${dayAndTime(signIn.created_at)}`}
          >
            {t("signIns.end")}
          </Button>
        )
      }
    />
  );
}

interface EndProps {
  asked: Asked;
  name: string;
  onClose: () => void;
}

function EndDialog({ asked, name, onClose }: EndProps) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const end = (id: string) => endSignIn({ path: { sign_in_id: id }, throwOnError: true });

  async function act() {
    if (asked === "all") {
      await signOutEverywhere({ throwOnError: true });
      queries.clear();
      await navigate({ to: "/sign-in" });
      return;
    }
    try {
      if (asked === "others") for (const { id } of await readOtherSignIns()) await end(id);
      else await end(asked.one.id);
    } finally {
      await queries.invalidateQueries({ queryKey: signInsQuery.queryKey });
    }
  }
  const words = typeof asked === "string" ? asked : "one";
  return (
    <Confirm
      title={t(`signIns.ask.${words}.title`)}
      text={t(`signIns.ask.${words}.text`, { name })}
      deed={t(`signIns.ask.${words}.deed`)}
      act={act}
      onClose={onClose}
    />
  );
}
