import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WorkflowFigures } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count, percent, share } from "./numbers";
import { Wide } from "./Wide";

const ENDS = ["completed", "handed_over", "left"] as const;

export function WorkflowsCard({ workflows }: { workflows: WorkflowFigures[] }) {
  const { t } = useTranslation("reports");
  return (
    <Card title={t("workflows.title")} lead={t("workflows.lead")}>
      {workflows.length === 0 ? (
        <Text c="dimmed">{t("nothing")}</Text>
      ) : (
        <Wide label={t("workflows.title")}>
          <table className="report-table">
            <caption className="report-caption">{t("workflows.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("workflows.name")}</th>
                <th scope="col">{t("workflows.begun")}</th>
                {ENDS.map((end) => (
                  <th scope="col" key={end}>
                    {t(`workflows.${end}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {workflows.map((one) => (
                <tr key={one.name}>
                  <th scope="row">{t(`workflows.names.${one.name}`, one.name)}</th>
                  <td>{count(one.begun)}</td>
                  {ENDS.map((end) => (
                    <td key={end}>
                      {count(one[end])} <span className="is-faint">{percent(share(one[end], one.begun))}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Card>
  );
}
