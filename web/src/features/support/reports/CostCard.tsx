import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageCosts } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { count, money } from "./numbers";
import { RatesDialog } from "./RatesDialog";

/** What Meta said it bills, at the tenant's rates. */
export function CostCard({ costs }: { costs: MessageCosts }) {
  const { t } = useTranslation("reports");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card
      title={t("costs.title")}
      lead={t("costs.lead")}
      actions={
        <Button variant="default" size="xs" onClick={() => setIsOpen(true)}>
          {t("costs.rates")}
        </Button>
      }
    >
      {costs.categories.length === 0 ? (
        <Text c="dimmed">{t("costs.none")}</Text>
      ) : (
        <table className="report-table">
          <caption className="report-caption">{t("costs.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("costs.category")}</th>
              <th scope="col">{t("costs.messages")}</th>
              <th scope="col">{t("costs.sum")}</th>
            </tr>
          </thead>
          <tbody>
            {costs.categories.map((cost) => (
              <tr key={cost.category}>
                <th scope="row">{t(`costs.names.${cost.category}`, cost.category)}</th>
                <td>{count(cost.messages)}</td>
                <td>{money(cost.micros, costs.currency)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("costs.total")}</th>
              <td>{count(costs.categories.reduce((sum, cost) => sum + cost.messages, 0))}</td>
              <td>{money(costs.micros, costs.currency)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {isOpen && <RatesDialog onClose={() => setIsOpen(false)} />}
    </Card>
  );
}
