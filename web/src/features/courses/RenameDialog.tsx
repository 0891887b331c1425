import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../lib/http";
import { Trouble } from "../../ui/Trouble";

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

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wanted === name) onClose();
    else if (wanted !== "") saving.mutate(wanted);
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common:actions.close") }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={label}
            value={typed}
            maxLength={maxLength}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={wanted === "" ? t("rename.missing") : fieldError}
            data-autofocus
          />
          {fieldError === undefined && <Trouble error={saving.error} />}
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:actions.cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={wanted === ""}>
              {t("common:actions.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
