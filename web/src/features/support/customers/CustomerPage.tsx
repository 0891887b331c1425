import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerDetails } from "../../../api/types.gen";
import { ApiError } from "../../../lib/http";
import { useMay } from "../../../lib/permissions";
import { day } from "../../../lib/time";
import { EmptyState } from "../../../ui/EmptyState";
import { DownloadIcon, TrashIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { Fact } from "../Fact";
import { Consents, Conversations, Protocols, Requests } from "./CustomerParts";
import { DataCopy, Erasing } from "./DataCopy";
import { EraseDialog } from "./EraseDialog";
import { customerQuery, reachedBy } from "./queries";
import { useDataCopy } from "./useDataCopy";
import "./customers.css";

/** One customer: who they are, as far as it must be shown, and what there is about them. */
export function CustomerPage({ id }: { id: string }) {
  const { t } = useTranslation("customers");
  const { data: customer, error } = useQuery(customerQuery(id));
  const back = (
    <Anchor component={Link} to="/support/customers">
      {t("all")}
    </Anchor>
  );
  if (error instanceof ApiError && error.status === 404)
    return (
      <Page title={t("gone.title")}>
        {back}
        <EmptyState title={t("gone.title")} text={t("gone.text")} />
      </Page>
    );
  if (customer === undefined) return error === null ? <Loading /> : <Trouble error={error} />;
  return (
    <One customer={customer} key={customer.id}>
      {back}
    </One>
  );
}

function One({ customer, children }: { customer: CustomerDetails; children: ReactNode }) {
  const { t } = useTranslation("customers");
  const mayManage = useMay("support:manage");
  const [isErasing, setErasing] = useState(false);
  const asking = useDataCopy(customer);
  const name = customer.name ?? t("nameless");
  const isGoing = customer.erasure_job_id !== null;
  const actions = mayManage && !isGoing && (
    <>
      <Button
        variant="default"
        leftSection={<DownloadIcon />}
        loading={asking.isPending || customer.export?.state === "waiting"}
        onClick={() => asking.mutate()}
      >
        {t("copy.button")}
      </Button>
      <Button color="red" variant="light" leftSection={<TrashIcon />} onClick={() => setErasing(true)}>
        {t("erase.button")}
      </Button>
    </>
  );
  return (
    <Page title={name} actions={actions}>
      {children}
      <Facts customer={customer} />
      <Trouble error={asking.error} />
      <DataCopy customer={customer} />
      {customer.erasure_job_id !== null && <Erasing jobId={customer.erasure_job_id} />}
      <Requests customer={customer} />
      <Conversations customer={customer} />
      <Protocols customer={customer} />
      <Consents customer={customer} />
      {isErasing && <EraseDialog customer={customer} name={name} onClose={() => setErasing(false)} />}
    </Page>
  );
}

function Facts({ customer }: { customer: CustomerDetails }) {
  const { t } = useTranslation("customers");
  return (
    <dl className="customer-facts">
      <Fact name={t("facts.addresses")}>{reachedBy(customer)}</Fact>
      <Fact name={t("facts.identity")}>
        <Tag tone={customer.is_identified ? "good" : "plain"}>
          {t(customer.is_identified ? "identified" : "notIdentified")}
        </Tag>
      </Fact>
      {customer.erp_id !== null && <Fact name={t("facts.erpId")}>{customer.erp_id}</Fact>}
      {customer.region !== null && <Fact name={t("facts.region")}>{customer.region}</Fact>}
      <Fact name={t("facts.language")}>{t(`languages.${customer.language}`)}</Fact>
      <Fact name={t("facts.since")}>{day(customer.created_at)}</Fact>
      <Fact name={t("facts.noticed")}>
        {customer.noticed_at === null ? t("facts.notYet") : day(customer.noticed_at)}
      </Fact>
      <Fact name={t("facts.offers")}>
        <Tag tone={customer.accepts_offers ? "good" : "plain"}>
          {t(customer.accepts_offers ? "consents.accepts" : "consents.acceptsNot")}
        </Tag>
      </Fact>
    </dl>
  );
}
