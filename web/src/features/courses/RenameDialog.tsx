import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../lib/http";
import { FormDialog } from "../../ui/FormDialog";

interface Props {
  title: string;
  label: string;
  name: string;
  maxLength: number;
  rename: (name: string) => Promise<unknown>;
  onClose: () => void;
}

export function RenameDialog({ title, label, name, maxLength, rename, onClose }: Props) {
  const { t } = useTranslation("courses");
  const [typed, setTyped] = useState(name);
  const saving = useMutation({ mutationFn: rename, onSuccess: onClose });
  const wanted = typed.trim();
  const fieldError = saving.error instanceof ApiError ? [...saving.error.fields.values()][0] : undefined;

  function submit() {
    if (wanted === name) onClose();
    else saving.mutate(wanted);
  }

  return (
    <FormDialog
      title={title}
      deed={t("common:actions.save")}
      submit={submit}
      onClose={onClose}
      isBusy={saving.isPending}
      isReady={wanted !== ""}
      error={fieldError === undefined && saving.error}
    >
      <TextInput
        label={label}
        value={typed}
        maxLength={maxLength}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wanted === "" ? t("rename.missing") : fieldError}
        data-autofocus
      />
    </FormDialog>
  );
}
