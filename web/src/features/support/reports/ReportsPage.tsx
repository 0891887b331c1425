import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceReport } from "../../../api/types.gen";
import { day } from "../../../lib/time";
import { EmptyState } from "../../../ui/EmptyState";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { Backlog } from "./Backlog";
import { Bars } from "./Bars";
import { BreakdownCard } from "./BreakdownCard";
import { CostCard } from "./CostCard";
import { DaysChart } from "./DaysChart";
import { ExportButton } from "./ExportButton";
import { Filters } from "./Filters";
import { HoursTable } from "./HoursTable";
import { type Asked, askedOf, daysOf, type Wanted, WEEK } from "./period";
import { reportQuery } from "./queries";
import { SatisfactionCard } from "./SatisfactionCard";
import { Tiles } from "./Tiles";
import { TimesCard } from "./TimesCard";
import { WorkflowsCard } from "./WorkflowsCard";
import "./charts.css";
import "./hours.css";
import "./reports.css";
import "./tables.css";

export default function ReportsPage() {
  const { t } = useTranslation("reports");
  const [wanted, setWanted] = useState<Wanted>(WEEK);
  const asked = askedOf(wanted);
  const query = useQuery(reportQuery(asked));
  return (
    <Page title={t("title")} lead={t("lead")} actions={<ExportButton asked={asked} />}>
      <Backlog />
      <Filters wanted={wanted} onChange={setWanted} />
      <Trouble error={query.error} />
      {asked === null && <EmptyState title={t("chooseDays")} />}
      {asked !== null && query.data === undefined && !query.isError && <Loading />}
      {asked !== null && query.data !== undefined && (
        <Report report={query.data} days={daysOf(wanted)} isStale={query.isPlaceholderData} />
      )}
    </Page>
  );
}

interface Props {
  report: ServiceReport;
  days: Asked | null;
  /** Of other days, until the wanted ones are there. */
  isStale: boolean;
}

function Report({ report, days, isStale }: Props) {
  const { t } = useTranslation("reports");
  const between = { first: dayOf(report.first_day), last: dayOf(report.last_day) };
  return (
    <div className="report" aria-busy={isStale}>
      <Text size="sm" c="dimmed" role="status">
        {report.first_day === report.last_day
          ? t("ofDay", { day: between.first, zone: report.time_zone })
          : t("between", { ...between, zone: report.time_zone })}
      </Text>
      <Tiles report={report} />
      <DaysChart days={report.days} />
      <HoursTable hours={report.hours} />
      <div className="report-pairs">
        <TimesCard figures={report.figures} before={report.figures_before} />
        <SatisfactionCard satisfaction={report.figures.satisfaction} />
        <Bars
          title={t("reasons.title")}
          lead={t("reasons.lead")}
          counts={report.reasons}
          called={(name) => t(`reasons.names.${name}`, name)}
        />
        <Bars
          title={t("protocols.title")}
          lead={t("protocols.lead")}
          counts={report.protocols}
          called={(name) => t(`protocols.names.${name}`, name)}
        />
      </div>
      <WorkflowsCard workflows={report.workflows} />
      <CostCard costs={report.costs} />
      <BreakdownCard days={days} />
    </div>
  );
}

/** A day has no time zone; noon keeps it the same day in all of them. */
function dayOf(date: string): string {
  return day(`${date}T12:00:00`);
}
