import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Satisfaction } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count, percent, share } from "./numbers";

export function SatisfactionCard({ satisfaction }: { satisfaction: Satisfaction }) {
  const { t } = useTranslation("reports");
  const { asked, stars, average } = satisfaction;
  const rated = stars.reduce((sum, one) => sum + one, 0);
  const most = Math.max(1, ...stars);
  return (
    <Card
      title={t("satisfaction.title")}
      lead={t("satisfaction.lead", { rated: count(rated), asked: count(asked), share: percent(share(rated, asked)) })}
    >
      {average === null ? (
        <Text c="dimmed">{t("satisfaction.none")}</Text>
      ) : (
        <table className="report-table is-bars">
          <caption className="report-caption">{t("satisfaction.title")}</caption>
          <tbody>
            {[5, 4, 3, 2, 1].map((star) => {
              const given = stars[star - 1] ?? 0;
              return (
                <tr key={star}>
                  <th scope="row" aria-label={t("satisfaction.stars", { count: star })}>
                    <span aria-hidden>{"★".repeat(star)}</span>
                    <div className="report-bar" style={{ inlineSize: `${(given / most) * 100}%` }} />
                  </th>
                  <td>{count(given)}</td>
                  <td className="is-faint">{percent(share(given, rated))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Card>
  );
}
