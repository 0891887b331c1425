import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NamedCount } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count, percent, share } from "./numbers";

interface Props {
  title: string;
  lead: string;
  counts: NamedCount[];
  /** What a name is called. */
  called: (name: string) => string;
}

/** What there is how much of, the most first. */
export function Bars({ title, lead, counts, called }: Props) {
  const { t } = useTranslation("reports");
  const total = counts.reduce((sum, one) => sum + one.count, 0);
  const most = Math.max(1, ...counts.map((one) => one.count));
  return (
    <Card title={title} lead={lead}>
      {counts.length === 0 ? (
        <Text c="dimmed">{t("nothing")}</Text>
      ) : (
        <table className="report-table is-bars">
          <caption className="report-caption">{title}</caption>
          <tbody>
            {counts.map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  {called(one.name)}
                  <div className="report-bar" style={{ inlineSize: `${(one.count / most) * 100}%` }} />
                </th>
                <td>{count(one.count)}</td>
                <td className="is-faint">{percent(share(one.count, total))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
