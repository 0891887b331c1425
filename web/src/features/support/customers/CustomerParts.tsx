import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerDetails } from "../../../api/types.gen";
import { peopleQuery } from "../../../lib/notifications";
import { ago, day, dayAndTime } from "../../../lib/time";
import { Row, Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { ConsentDialog } from "./ConsentDialog";
import { NewRequestDialog } from "./NewRequestDialog";
import { RequestRow } from "./RequestRow";

interface PartProps {
  title: string;
  /** Said where there is nothing. */
  none: string;
  isEmpty: boolean;
  action?: ReactNode;
  dialog?: ReactNode;
  children: ReactNode;
}

function Part({ title, none, isEmpty, action, dialog, children }: PartProps) {
  const id = useId();
  return (
    <Stack gap="xs" component="section" aria-labelledby={id}>
      <Group justify="space-between">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {action}
      </Group>
      {isEmpty ? <Text c="dimmed">{none}</Text> : <Rows label={title}>{children}</Rows>}
      {dialog}
    </Stack>
  );
}

interface Props {
  customer: CustomerDetails;
}

/** What they asked for about their data. */
export function Requests({ customer }: Props) {
  const { t } = useTranslation("customers");
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button size="xs" variant="default" onClick={() => setAdding(true)}>
      {t("requests.add")}
    </Button>
  );
  return (
    <Part
      title={t("requests.title")}
      none={t("requests.none")}
      isEmpty={customer.requests.length === 0}
      action={add}
      dialog={isAdding && <NewRequestDialog customerId={customer.id} onClose={() => setAdding(false)} />}
    >
      {customer.requests.map((request) => (
        <RequestRow key={request.id} request={request} />
      ))}
    </Part>
  );
}

export function Conversations({ customer }: Props) {
  const { t } = useTranslation("customers");
  const all = customer.conversation_list;
  return (
    <Part title={t("conversations.title")} none={t("conversations.none")} isEmpty={all.length === 0}>
      {all.map((one) => (
        <Row
          key={one.id}
          title={
            <>
              <Link
                className="plain-link"
                to="/support/$area"
                params={{ area: "inbox" }}
                search={{ conversation: one.id }}
              >
                {t("conversations.of", { when: dayAndTime(one.created_at) })}
              </Link>
              <Tag tone={one.state === "open" ? "news" : "plain"}>{t(`conversations.states.${one.state}`)}</Tag>
              {one.is_erased && <Tag>{t("conversations.erased")}</Tag>}
            </>
          }
          text={t("lastMessage", { when: ago(one.last_message_at) })}
          facts={one.rating !== null && <span>{t("conversations.rating", { rating: one.rating })}</span>}
        />
      ))}
    </Part>
  );
}

export function Protocols({ customer }: Props) {
  const { t } = useTranslation("customers");
  return (
    <Part title={t("protocols.title")} none={t("protocols.none")} isEmpty={customer.protocols.length === 0}>
      {customer.protocols.map((one) => (
        <Row
          key={one.id}
          title={
            <>
              {one.number}
              <Tag tone={one.resolved_at === null ? "news" : "good"}>
                {t(one.resolved_at === null ? "protocols.open" : "protocols.resolved")}
              </Tag>
            </>
          }
          text={`${t(`protocols.kinds.${one.kind}`, one.kind)} · ${day(one.created_at)}`}
          facts={
            one.resolved_at === null &&
            one.due_at !== null && <span>{t("protocols.due", { when: day(one.due_at) })}</span>
          }
        />
      ))}
    </Part>
  );
}

export function Consents({ customer }: Props) {
  const { t } = useTranslation("customers");
  const { data: people } = useQuery(peopleQuery);
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button size="xs" variant="default" onClick={() => setAdding(true)}>
      {t("consents.add")}
    </Button>
  );
  return (
    <Part
      title={t("consents.title")}
      none={t("consents.none")}
      isEmpty={customer.consents.length === 0}
      action={add}
      dialog={isAdding && <ConsentDialog customer={customer} onClose={() => setAdding(false)} />}
    >
      {customer.consents.map((one) => (
        <Row
          key={one.id}
          title={
            <Tag tone={one.is_given ? "good" : "plain"}>{t(one.is_given ? "consents.given" : "consents.revoked")}</Tag>
          }
          text={t(`consents.sources.${one.source}`, {
            when: dayAndTime(one.created_at),
            who: people?.get(one.recorded_by ?? "") ?? t("consents.somebody"),
            evidence: one.evidence,
          })}
          facts={<span>{t("consents.wording", { version: one.text_version })}</span>}
        />
      ))}
    </Part>
  );
}
