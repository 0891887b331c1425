import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceDay } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count } from "./numbers";
import { Wide } from "./Wide";

const WRITERS = ["customers", "bot", "people"] as const;
const HEIGHT = 200;
const STEPS = 4;
const LABELS = 8;

/** Messages of each day, stacked by who wrote them: a picture, and the same as a table. */
export function DaysChart({ days }: { days: ServiceDay[] }) {
  const { t } = useTranslation("reports");
  const [isTable, setIsTable] = useState(false);
  return (
    <Card
      title={t("days.title")}
      actions={
        <Button variant="default" size="xs" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {t("asTable")}
        </Button>
      }
    >
      <ul className="report-legend">
        {WRITERS.map((writer) => (
          <li key={writer} className={`is-${writer}`}>
            {t(`days.${writer}`)}
          </li>
        ))}
      </ul>
      {isTable ? <Table days={days} /> : <Picture days={days} />}
    </Card>
  );
}

function Picture({ days }: { days: ServiceDay[] }) {
  const { t } = useTranslation("reports");
  const highest = topOf(Math.max(...days.map(totalOf)));
  const every = Math.ceil(days.length / LABELS);
  return (
    <div className="report-days" role="img" aria-label={t("days.picture", { count: days.length })}>
      <div className="report-scale" aria-hidden>
        {Array.from({ length: STEPS + 1 }, (_, step) => count((highest / STEPS) * (STEPS - step))).map((shown) => (
          <span key={shown}>{shown}</span>
        ))}
      </div>
      <div className="report-bars" aria-hidden>
        {days.map((day, place) => (
          <div key={day.day} className="report-day" title={t("days.tip", { day: short(day.day), ...shownOf(day) })}>
            <div className="report-stack" style={{ blockSize: HEIGHT }}>
              {WRITERS.map((writer) => (
                <div
                  key={writer}
                  className={`is-${writer}`}
                  style={{ blockSize: `${((day[writer] ?? 0) / highest) * 100}%` }}
                />
              ))}
            </div>
            <span className="report-tick">{place % every === 0 ? short(day.day) : ""}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Table({ days }: { days: ServiceDay[] }) {
  const { t } = useTranslation("reports");
  return (
    <Wide label={t("days.title")}>
      <table className="report-table">
        <caption className="report-caption">{t("days.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("days.day")}</th>
            <th scope="col">{t("days.conversations")}</th>
            {WRITERS.map((writer) => (
              <th scope="col" key={writer}>
                {t(`days.${writer}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{short(day.day)}</th>
              <td>{count(day.conversations ?? 0)}</td>
              {WRITERS.map((writer) => (
                <td key={writer}>{count(day[writer] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function totalOf(day: ServiceDay): number {
  return WRITERS.reduce((sum, writer) => sum + (day[writer] ?? 0), 0);
}

function shownOf(day: ServiceDay) {
  return { customers: count(day.customers ?? 0), bot: count(day.bot ?? 0), people: count(day.people ?? 0) };
}

/** The least round number that is not below `value` and that the steps divide. */
function topOf(value: number): number {
  const least = Math.max(value, STEPS);
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 1.2, 2, 4, 6, 8, 10].find((wanted) => wanted * power >= least && (wanted * power) % STEPS === 0);
  return (factor ?? 20) * power;
}

function short(date: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, { day: "2-digit", month: "2-digit" }).format(
    new Date(`${date}T12:00:00`),
  );
}
