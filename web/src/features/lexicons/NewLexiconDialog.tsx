import { NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { apiLanguage } from "../../lib/i18n";
import { NewDialog } from "../../ui/NewDialog";
import { create, LANGUAGES, type Language } from "./queries";

export function NewLexiconDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("lexicons");
  const [language, setLanguage] = useState<Language>(apiLanguage());
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function make(name: string) {
    const { data } = await create(name, language);
    await queries.invalidateQueries({ queryKey: ["lexicons", "list"] });
    await navigate({ to: "/lexicons/$lexiconId", params: { lexiconId: data.id } });
  }
  return (
    <NewDialog title={t("new")} deed={t("create")} label={t("name")} make={make} onClose={onClose}>
      <NativeSelect
        label={t("language")}
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      />
    </NewDialog>
  );
}
