import { TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerSummary } from "../../../api/types.gen";
import { ago, dayAndTime } from "../../../lib/time";
import { EmptyState } from "../../../ui/EmptyState";
import { SearchIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { Pages } from "../../../ui/Pages";
import { Row, Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { CustomerPage } from "./CustomerPage";
import { OpenRequests } from "./OpenRequests";
import { customersQuery, reachedBy } from "./queries";

/** Everybody who has written: found, and one of them with all that there is about them. */
export default function CustomersPage() {
  const { customer } = useSearch({ from: "/inside/support/$area" });
  return customer === undefined ? <Everybody /> : <CustomerPage id={customer} />;
}

function Everybody() {
  const { t } = useTranslation("customers");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 300);
  const customers = useInfiniteQuery(customersQuery(search));
  return (
    <Page title={t("title")} lead={t("lead")}>
      <OpenRequests />
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("searchHint")}
        leftSection={<SearchIcon />}
        value={typed}
        maw={480}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <VisuallyHidden role="status">
        {customers.data !== undefined && t("found", { count: customers.data.length })}
      </VisuallyHidden>
      <Pages
        query={customers}
        empty={
          <EmptyState
            title={t(search === "" ? "empty.title" : "nobody.title")}
            text={t(search === "" ? "empty.text" : "nobody.text")}
          />
        }
      >
        {(items) => (
          <Rows label={t("title")}>
            {items.map((customer) => (
              <CustomerRow key={customer.id} customer={customer} />
            ))}
          </Rows>
        )}
      </Pages>
    </Page>
  );
}

function CustomerRow({ customer }: { customer: CustomerSummary }) {
  const { t } = useTranslation("customers");
  const last = customer.last_message_at;
  return (
    <Row
      title={
        <>
          <Link
            className="plain-link"
            to="/support/$area"
            params={{ area: "customers" }}
            search={{ customer: customer.id }}
          >
            {customer.name ?? t("nameless")}
          </Link>
          {customer.is_identified && <Tag tone="good">{t("identified")}</Tag>}
        </>
      }
      text={reachedBy(customer)}
      facts={
        <>
          <span>{t("conversationCount", { count: customer.conversations })}</span>
          {last !== null && <span title={dayAndTime(last)}>{t("lastMessage", { when: ago(last) })}</span>}
        </>
      }
    />
  );
}
