import { Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { foundTenant } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { FormDialog } from "../../../ui/FormDialog";
import { ownTenantsQuery } from "./queries";

interface Props {
  onGo: (tenantId: string) => Promise<void>;
  onClose: () => void;
}

export function FoundDialog({ onGo, onClose }: Props) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const { form, error, isBusy, submit } = useServerForm({ name: "" }, async (body) => {
    const { data } = await foundTenant({ body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: ownTenantsQuery.queryKey });
    onClose();
    await onGo(data.id);
  });
  return (
    <FormDialog
      title={t("tenants.found")}
      deed={t("tenants.foundSubmit")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isReady={form.values.name.trim() !== ""}
      error={error}
    >
      <Text size="sm">{t("tenants.foundText")}</Text>
      <TextInput
        label={t("tenants.name")}
        autoComplete="off"
        maxLength={100}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
    </FormDialog>
  );
}
