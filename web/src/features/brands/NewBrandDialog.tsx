import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../ui/FormDialog";
import { create } from "./queries";

export function NewBrandDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("brands");
  const [name, setName] = useState("");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => create(name),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ["brands"] });
      await navigate({ to: "/brands/$brandId", params: { brandId: data.id } });
    },
  });
  return (
    <FormDialog
      title={t("new")}
      deed={t("create")}
      submit={() => making.mutate()}
      onClose={onClose}
      isBusy={making.isPending}
      isReady={name.trim() !== ""}
      error={making.error}
    >
      <TextInput
        label={t("name")}
        value={name}
        maxLength={200}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
