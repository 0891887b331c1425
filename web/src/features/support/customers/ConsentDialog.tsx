import { Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { CUSTOMERS, noteConsent } from "./queries";

/** Writes down what a customer said about offers elsewhere than in the chat, and how that can be shown. */
export function ConsentDialog({ customer, onClose }: { customer: CustomerDetails; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [isGiven, setGiven] = useState(!customer.accepts_offers);
  const [evidence, setEvidence] = useState("");
  const queries = useQueryClient();
  const noting = useMutation({
    mutationFn: () => noteConsent(customer.id, isGiven, evidence.trim()),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: CUSTOMERS }),
  });
  return (
    <FormDialog
      title={t("consents.new.title")}
      deed={t("consents.new.deed")}
      submit={() => noting.mutate()}
      onClose={onClose}
      isBusy={noting.isPending}
      isReady={evidence.trim() !== ""}
      error={noting.error}
    >
      <Radio.Group
        label={t("consents.new.what")}
        value={isGiven ? "given" : "revoked"}
        onChange={(value) => setGiven(value === "given")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="given" label={t("consents.given")} />
          <Radio value="revoked" label={t("consents.revoked")} />
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("consents.new.evidence")}
        description={t("consents.new.evidenceHint")}
        required
        value={evidence}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
