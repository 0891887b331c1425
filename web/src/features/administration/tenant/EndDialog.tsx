import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/Dialog";
import { Trouble } from "../../../ui/Trouble";

interface Props {
  name: string;
  act: () => Promise<void>;
  onClose: () => void;
}

/** The end of an organisation is asked for by its name. */
export function EndDialog({ name, act, onClose }: Props) {
  const { t } = useTranslation(["administration", "common"]);
  const [typed, setTyped] = useState("");
  const ending = useMutation({ mutationFn: act });
  const isSure = typed.trim().normalize("NFC") === name.trim().normalize("NFC");
  return (
    <Dialog title={t("tenant.endTitle", { name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) ending.mutate();
        }}
      >
        <Stack>
          <Text>{t("tenant.endText")}</Text>
          <Trouble error={ending.error} />
          <TextInput
            label={t("tenant.typeName", { name })}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:actions.cancel")}
            </Button>
            <Button type="submit" color="red" disabled={!isSure} loading={ending.isPending}>
              {t("tenant.end")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
