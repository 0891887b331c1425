import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { day, dayAndTime } from "../../../lib/time";
import { CopyButton } from "../../../ui/CopyButton";
import { Tag } from "../../../ui/Tag";
import { Fact } from "../Fact";
import { phoneAtHome } from "../phones";
import { labelsQuery } from "./desk";
import { LabelTag } from "./LabelTag";
import { channelsQuery, conversationQuery, earlierQuery } from "./queries";
import "./customer.css";

/** Whom one writes to, what they asked for before, and when they were here. */
export function CustomerPane({ id }: { id: string }) {
  const { data } = useQuery(conversationQuery(id));
  return data === undefined ? null : <Known conversation={data} />;
}

function Known({ conversation }: { conversation: ConversationDetails }) {
  const { t } = useTranslation("inbox");
  const { customer, channel_id, created_at, rating } = conversation;
  const { data: channels } = useQuery(channelsQuery);
  const { data: earlier = [] } = useQuery(earlierQuery(customer.id));
  const { data: labels = [] } = useQuery(labelsQuery);
  const chosen = labels.filter(({ id }) => conversation.labels.includes(id));
  const others = earlier.filter(({ id }) => id !== conversation.id);
  return (
    <div className="inbox-facts">
      <h2>{customer.name ?? t("nameless")}</h2>
      <Link
        to="/support/$area"
        params={{ area: "customers" }}
        search={{ customer: customer.id }}
        className="inbox-to-record"
      >
        {t("customer.record")}
      </Link>
      <dl>
        <Fact name={t("customer.phone")}>
          {customer.phone === null ? (
            t("customer.noPhone")
          ) : (
            <>
              {phoneAtHome(customer.phone)} <CopyButton text={`+${customer.phone}`} name={t("customer.copyPhone")} />
            </>
          )}
        </Fact>
        <Fact name={t("customer.known")}>
          {customer.is_identified ? (
            <Tag tone="good">{t("customer.identified")}</Tag>
          ) : (
            <Tag>{t("customer.notIdentified")}</Tag>
          )}
        </Fact>
        {customer.erp_id !== null && <Fact name={t("customer.erpId")}>{customer.erp_id}</Fact>}
        {customer.region !== null && <Fact name={t("customer.region")}>{customer.region}</Fact>}
        <Fact name={t("customer.language")}>{t(`customer.languages.${customer.language}`)}</Fact>
        <Fact name={t("customer.number")}>{channels?.find((one) => one.id === channel_id)?.name ?? ""}</Fact>
        <Fact name={t("customer.since")}>{dayAndTime(created_at)}</Fact>
        {rating !== null && (
          <Fact name={t("customer.rating")}>
            <span className="inbox-stars">
              <span aria-hidden="true">{"★".repeat(rating) + "☆".repeat(5 - rating)}</span>
              <span className="inbox-hidden">{t("rating", { count: rating })}</span>
            </span>
          </Fact>
        )}
      </dl>
      {chosen.length > 0 && (
        <>
          <h3>{t("labels.title")}</h3>
          <div className="inbox-row-tags">
            {chosen.map((one) => (
              <LabelTag key={one.id} label={one} />
            ))}
          </div>
        </>
      )}
      <h3>{t("protocols.title")}</h3>
      {customer.protocols.length === 0 ? (
        <p className="inbox-quiet">{t("protocols.none")}</p>
      ) : (
        <ul aria-label={t("protocols.title")}>
          {customer.protocols.map(({ id, number, kind, created_at: opened, due_at, resolved_at, outcome }) => (
            <li key={id} className="inbox-protocol">
              <span>
                <code>{number}</code>
                <CopyButton text={number} name={t("protocols.number", { number })} />
              </span>
              <span>{t(`protocols.kinds.${kind}`, { defaultValue: kind })}</span>
              <small>
                {[
                  day(opened),
                  resolved_at !== null
                    ? t("protocols.resolved", { day: day(resolved_at) })
                    : due_at !== null && t("protocols.due", { day: day(due_at) }),
                  outcome !== null && t(`protocols.outcomes.${outcome}`, { defaultValue: outcome }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </li>
          ))}
        </ul>
      )}
      <h3>{t("earlier.title")}</h3>
      {others.length === 0 ? (
        <p className="inbox-quiet">{t("earlier.none")}</p>
      ) : (
        <ul aria-label={t("earlier.title")}>
          {others.map(({ id, last_text, last_message_at, state, is_erased }) => (
            <li key={id}>
              <Link
                to="/support/$area"
                params={{ area: "inbox" }}
                search={{ conversation: id }}
                className="inbox-earlier"
              >
                <span>{is_erased ? t("erased") : last_text || t("kinds.text")}</span>
                <small>
                  {day(last_message_at)} · {t(`earlier.${state}`)}
                </small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
