import { SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BreakdownLine } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { count, duration, percent, share } from "./numbers";
import { type Asked, GROUPINGS, type Grouping } from "./period";
import { breakdownQuery } from "./queries";
import { Wide } from "./Wide";

/** The same figures of each person, team or number. */
export function BreakdownCard({ days }: { days: Asked | null }) {
  const { t } = useTranslation("reports");
  const [by, setBy] = useState<Grouping>("person");
  const { data, error } = useQuery(breakdownQuery(days, by));
  return (
    <Card
      title={t("breakdown.title")}
      lead={t("breakdown.lead")}
      actions={
        <SegmentedControl
          aria-label={t("breakdown.by")}
          data={GROUPINGS.map((value) => ({ value, label: t(`breakdown.${value}`) }))}
          value={by}
          onChange={(value) => setBy(value as Grouping)}
        />
      }
    >
      <Trouble error={error} />
      {data !== undefined && data.lines.length === 0 && <Text c="dimmed">{t("nothing")}</Text>}
      {data !== undefined && data.lines.length > 0 && <Lines lines={data.lines} by={by} />}
    </Card>
  );
}

function Lines({ lines, by }: { lines: BreakdownLine[]; by: Grouping }) {
  const { t } = useTranslation("reports");
  return (
    <Wide label={t("breakdown.title")}>
      <table className="report-table">
        <caption className="report-caption">{t("breakdown.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`breakdown.${by}`)}</th>
            <th scope="col">{t("tiles.conversations.title")}</th>
            <th scope="col">{t("breakdown.resolved")}</th>
            <th scope="col">{t("tiles.personReply.title")}</th>
            <th scope="col">{t("tiles.resolution.title")}</th>
            <th scope="col">{t("tiles.handedOver.title")}</th>
            <th scope="col">{t("tiles.satisfaction.title")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, name, figures }) => (
            <tr key={id ?? "none"}>
              <th scope="row">{id === null ? t(`breakdown.none.${by}`) : (name ?? t("breakdown.gone"))}</th>
              <td>{count(figures.conversations)}</td>
              <td>{count(figures.resolved)}</td>
              <td>{duration(figures.person_reply.median_seconds)}</td>
              <td>{duration(figures.resolution.median_seconds)}</td>
              <td>{percent(share(figures.handed_over, figures.conversations))}</td>
              <td>{figures.satisfaction.average === null ? "–" : `${count(figures.satisfaction.average)} ★`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
