import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addPhone } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { FormDialog } from "../../../ui/FormDialog";
import { phonesQuery } from "./queries";

interface Props {
  onMade: (userId: string) => void;
  onClose: () => void;
}

export function NewPhoneDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation("simulator");
  const queries = useQueryClient();
  const [hides, setHides] = useState(false);
  const { form, error, isBusy, submit } = useServerForm({ name: "", phone: "" }, async ({ name, phone }) => {
    const body = { name, phone: phone.replace(/\D/g, "") || null, hides_phone: hides };
    const { data } = await addPhone({ body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: phonesQuery.queryKey });
    onMade(data.user_id);
    onClose();
  });
  return (
    <FormDialog
      title={t("add.title")}
      deed={t("add.deed")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isReady={form.values.name.trim() !== ""}
      error={error}
    >
      <TextInput label={t("add.name")} maxLength={100} required data-autofocus {...form.getInputProps("name")} />
      <TextInput
        label={t("add.phone")}
        description={t("add.phoneHelp")}
        inputMode="tel"
        {...form.getInputProps("phone")}
      />
      <Switch
        label={t("add.hides")}
        description={t("add.hidesHelp")}
        checked={hides}
        onChange={(event) => setHides(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
