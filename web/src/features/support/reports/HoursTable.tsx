import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/Card";
import { count } from "./numbers";

const MONDAY = new Date("2026-11-23T12:00:00");
const DAY_MS = 86_400_000;
const LABELLED_EVERY = 3;
const SHADES = 5;

/** When customers write: a table whose cells are darker the more they write. */
export function HoursTable({ hours }: { hours: number[][] }) {
  const { t, i18n } = useTranslation("reports");
  const most = Math.max(1, ...hours.flat());
  const name = (weekday: number, form: "short" | "long") =>
    new Intl.DateTimeFormat(i18n.language, { weekday: form }).format(new Date(MONDAY.getTime() + weekday * DAY_MS));
  return (
    <Card title={t("hours.title")} lead={t("hours.lead")}>
      <table className="report-hours">
        <caption className="report-caption">{t("hours.caption")}</caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hours of a day are always the same 24
              <th scope="col" key={hour} aria-label={t("hours.hour", { hour })}>
                {hour % LABELLED_EVERY === 0 ? hour : ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((counts, weekday) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: days of a week are always the same 7
            <tr key={weekday}>
              <th scope="row" aria-label={name(weekday, "long")}>
                {name(weekday, "short").replace(".", "")}
              </th>
              {counts.map((value, hour) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  key={hour}
                  className={`is-shade-${value === 0 ? 0 : Math.ceil((value / most) * SHADES)}`}
                  title={t("hours.tip", { weekday: name(weekday, "long"), hour, shown: count(value) })}
                >
                  <span>{count(value)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
