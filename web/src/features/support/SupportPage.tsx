import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../lib/session";
import { EmptyState } from "../../ui/EmptyState";
import { Loading } from "../../ui/Loading";
import { NotFoundPage } from "../../ui/TroublePage";
import { AREAS, type AreaName, areasOf } from "./areas";
import "./support.css";

const PAGES: Record<AreaName, ComponentType> = {
  inbox: lazy(() => import("./inbox/InboxPage")),
  customers: lazy(() => import("./customers/CustomersPage")),
  notices: lazy(() => import("./notices/NoticesPage")),
  reports: lazy(() => import("./reports/ReportsPage")),
  questions: lazy(() => import("./reports/QuestionsPage")),
  synonyms: lazy(() => import("./answers/SynonymsPage")),
  replies: lazy(() => import("./settings/RepliesPage")),
  teams: lazy(() => import("./settings/TeamsPage")),
  numbers: lazy(() => import("./numbers/NumbersPage")),
  system: lazy(() => import("./settings/SystemPage")),
  settings: lazy(() => import("./settings/SettingsPage")),
  simulator: lazy(() => import("./simulator/SimulatorPage")),
};

/** What stands around every page of customer service, and the page itself. */
export default function SupportPage() {
  const { t } = useTranslation("support");
  const { area } = useParams({ from: "/inside/support/$area" });
  const { data: account } = useQuery(accountQuery);
  const areas = useRef<HTMLElement>(null);
  // On a phone they do not all stand in view.
  useEffect(() => {
    const current = areas.current?.querySelector(`[href$="/${area}"]`);
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [area]);
  const known = AREAS.find(({ name }) => name === area);
  if (known === undefined) return <NotFoundPage />;
  const Area = PAGES[known.name];
  const may = account?.permissions.includes(known.needs) ?? false;
  return (
    <div className="support">
      <nav ref={areas} aria-label={t("title")} className="support-areas">
        {areasOf(account).map(({ name }) => (
          <Link key={name} to="/support/$area" params={{ area: name }} className="frame-area">
            {t(`areas.${name}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Loading />}>
        {may ? <Area /> : <EmptyState title={t("notAllowed.title")} text={t("notAllowed.text")} />}
      </Suspense>
    </div>
  );
}
