import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { apiLanguage } from "../../lib/i18n";
import { FormDialog } from "../../ui/FormDialog";
import { create, LANGUAGES, type Language } from "./queries";

export function NewLexiconDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("lexicons");
  const [name, setName] = useState("");
  const [language, setLanguage] = useState<Language>(apiLanguage());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => create(name, language),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ["lexicons", "list"] });
      await navigate({ to: "/lexicons/$lexiconId", params: { lexiconId: data.id } });
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
      <NativeSelect
        label={t("language")}
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      />
    </FormDialog>
  );
}
