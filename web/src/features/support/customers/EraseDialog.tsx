import { List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { CUSTOMERS, erase } from "./queries";

interface Props {
  customer: CustomerDetails;
  name: string;
  onClose: () => void;
}

/** Says what goes and what stays, and asks for a word, since nothing brings a customer back. */
export function EraseDialog({ customer, name, onClose }: Props) {
  const { t } = useTranslation("customers");
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const word = t("erase.word");
  const erasing = useMutation({
    mutationFn: () => erase(customer.id),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: CUSTOMERS }),
  });
  return (
    <FormDialog
      title={t("erase.title", { name })}
      deed={t("erase.deed")}
      submit={() => erasing.mutate()}
      onClose={onClose}
      isBusy={erasing.isPending}
      isReady={typed.trim().toLocaleUpperCase() === word}
      isDangerous
      error={erasing.error}
    >
      <Stack gap="xs">
        <Text size="sm">{t("erase.goes")}</Text>
        <List size="sm">
          <List.Item>{t("erase.words")}</List.Item>
          <List.Item>{t("erase.person")}</List.Item>
          <List.Item>{t("erase.consents")}</List.Item>
        </List>
        <Text size="sm">{t("erase.stays")}</Text>
        {customer.conversation_list.some(({ state }) => state === "open") && (
          <Text size="sm" fw={600}>
            {t("erase.open")}
          </Text>
        )}
      </Stack>
      <TextInput
        label={t("erase.type", { word })}
        value={typed}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
