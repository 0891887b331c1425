import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ago } from "../../../lib/time";
import { Trouble } from "../../../ui/Trouble";
import { count } from "./numbers";
import { backlogQuery } from "./queries";

/** What is open at this moment, whatever days are looked at. */
export function Backlog() {
  const { t } = useTranslation("reports");
  const { data, error } = useQuery(backlogQuery);
  if (data === undefined) return <Trouble error={error} />;
  return (
    <section className="report-now" aria-label={t("now.title")}>
      <strong>{t("now.title")}</strong>
      <span className={data.waiting > 0 ? "is-waiting" : undefined}>
        {t("now.waiting", { count: data.waiting, shown: count(data.waiting) })}
        {data.oldest_waiting_since && `, ${t("now.oldest", { ago: ago(data.oldest_waiting_since) })}`}
      </span>
      <span>{t("now.people", { count: data.with_people, shown: count(data.with_people) })}</span>
      <span>{t("now.bot", { count: data.with_bot, shown: count(data.with_bot) })}</span>
      <Anchor component={Link} to="/support/inbox">
        {t("now.inbox")}
      </Anchor>
    </section>
  );
}
