import { NativeSelect, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../../ui/FormDialog";
import { CUSTOMERS, openRequest, RIGHTS, type Right } from "./queries";

/** Registers what a customer asked for by phone, by mail or at the counter. */
export function NewRequestDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [right, setRight] = useState<Right>("access");
  const queries = useQueryClient();
  const opening = useMutation({
    mutationFn: () => openRequest(customerId, right),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: CUSTOMERS }),
  });
  return (
    <FormDialog
      title={t("requests.new.title")}
      deed={t("requests.new.deed")}
      submit={() => opening.mutate()}
      onClose={onClose}
      isBusy={opening.isPending}
      error={opening.error}
    >
      <NativeSelect
        label={t("requests.new.right")}
        value={right}
        data={RIGHTS.map((value) => ({ value, label: t(`rights.${value}`) }))}
        onChange={(event) => setRight(event.currentTarget.value as Right)}
      />
      <Text size="sm" c="dimmed">
        {t("requests.new.clock")}
      </Text>
    </FormDialog>
  );
}
