import { useTranslation } from "react-i18next";
import type { Kept, ServiceFigures, Spread } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count, duration, percent, share } from "./numbers";

interface Props {
  figures: ServiceFigures;
  before: ServiceFigures;
}

/** How long customers waited: half of them at most the median, nine of ten at most the second time. */
export function TimesCard({ figures, before }: Props) {
  const { t } = useTranslation("reports");
  const lines: [string, Spread, Spread, Kept | null][] = [
    ["bot", figures.bot_reply, before.bot_reply, null],
    ["person", figures.person_reply, before.person_reply, figures.replies_in_time],
    ["resolution", figures.resolution, before.resolution, figures.resolutions_in_time],
  ];
  return (
    <Card title={t("times.title")} lead={t("times.lead")}>
      <table className="report-table is-tight">
        <caption className="report-caption">{t("times.title")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("times.median")}</th>
            <th scope="col">{t("times.p90")}</th>
            <th scope="col">{t("times.before")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, now, was, kept]) => (
            <tr key={name}>
              <th scope="row">
                {t(`times.${name}`)}
                <div className="report-note">
                  {t("times.of", { count: now.count, shown: count(now.count) })}
                  {kept !== null && kept.promised > 0 && (
                    <>, {t("times.kept", { share: percent(share(kept.kept, kept.promised)) })}</>
                  )}
                </div>
              </th>
              <td>{duration(now.median_seconds)}</td>
              <td>{duration(now.p90_seconds)}</td>
              <td className="is-faint">{duration(was.median_seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
