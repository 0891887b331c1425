import { NumberInput, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setRates } from "../../../api/sdk.gen";
import type { RateDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { ratesQuery } from "./queries";

const CATEGORIES = ["service", "utility", "authentication", "marketing"] as const;
const MILLION = 1_000_000;

export function RatesDialog({ onClose }: { onClose: () => void }) {
  const { data } = useQuery(ratesQuery);
  return data === undefined ? null : <Form kept={data} onClose={onClose} />;
}

function Form({ kept, onClose }: { kept: RateDetails; onClose: () => void }) {
  const { t, i18n } = useTranslation("reports");
  const queries = useQueryClient();
  const [currency, setCurrency] = useState(kept.currency);
  const [rates, setTyped] = useState<Record<string, number | string>>(() =>
    Object.fromEntries(CATEGORIES.map((category) => [category, (kept.rates[category] ?? 0) / MILLION])),
  );
  const micros = (category: string) => Math.round(Number(rates[category]) * MILLION);
  const saving = useMutation({
    mutationFn: () =>
      setRates({
        body: {
          currency: currency.toUpperCase(),
          rates: {
            service: micros("service"),
            utility: micros("utility"),
            authentication: micros("authentication"),
            marketing: micros("marketing"),
          },
        },
        headers: { "If-Match": `"${kept.version}"` },
        throwOnError: true,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["support-reports"] });
      onClose();
    },
  });
  const isReady =
    /^[A-Za-z]{3}$/.test(currency) &&
    CATEGORIES.every((category) => rates[category] !== "" && Number(rates[category]) >= 0);
  return (
    <FormDialog
      title={t("rates.title")}
      deed={t("rates.save")}
      submit={() => saving.mutate()}
      onClose={onClose}
      isBusy={saving.isPending}
      isReady={isReady}
      error={saving.error}
    >
      <Text size="sm">{kept.is_default ? t("rates.default") : t("rates.own")}</Text>
      <TextInput
        label={t("rates.currency")}
        description={t("rates.currencyForm")}
        maxLength={3}
        value={currency}
        onChange={(event) => setCurrency(event.currentTarget.value)}
      />
      {CATEGORIES.map((category) => (
        <NumberInput
          key={category}
          label={t(`costs.names.${category}`)}
          min={0}
          max={1000}
          step={0.001}
          decimalScale={6}
          decimalSeparator={i18n.language === "en" ? "." : ","}
          value={rates[category]}
          onChange={(value) => setTyped({ ...rates, [category]: value })}
        />
      ))}
    </FormDialog>
  );
}
