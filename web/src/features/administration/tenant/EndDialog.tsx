import { Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../../ui/FormDialog";

interface Props {
  name: string;
  act: () => Promise<void>;
  onClose: () => void;
}

/** The end of an organisation is asked for by its name. */
export function EndDialog({ name, act, onClose }: Props) {
  const { t } = useTranslation("administration");
  const [typed, setTyped] = useState("");
  const ending = useMutation({ mutationFn: act });
  const isSure = typed.trim().normalize("NFC") === name.trim().normalize("NFC");
  return (
    <FormDialog
      title={t("tenant.endTitle", { name })}
      deed={t("tenant.end")}
      submit={() => ending.mutate()}
      onClose={onClose}
      isBusy={ending.isPending}
      isReady={isSure}
      isDangerous
      error={ending.error}
    >
      <Text>{t("tenant.endText")}</Text>
      <TextInput
        label={t("tenant.typeName", { name })}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
