import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { foundTenant } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { Dialog } from "../../../ui/Dialog";
import { Trouble } from "../../../ui/Trouble";
import { ownTenantsQuery } from "./queries";

interface Props {
  onGo: (tenantId: string) => Promise<void>;
  onClose: () => void;
}

export function FoundDialog({ onGo, onClose }: Props) {
  const { t } = useTranslation(["account", "common"]);
  const queries = useQueryClient();
  const { form, error, isBusy, submit } = useServerForm({ name: "" }, async (body) => {
    const { data } = await foundTenant({ body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: ownTenantsQuery.queryKey });
    onClose();
    await onGo(data.id);
  });
  return (
    <Dialog title={t("tenants.found")} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t("tenants.foundText")}</Text>
          <Trouble error={error} />
          <TextInput
            label={t("tenants.name")}
            autoComplete="off"
            maxLength={100}
            required
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:actions.cancel")}
            </Button>
            <Button type="submit" loading={isBusy} disabled={form.values.name.trim() === ""}>
              {t("tenants.foundSubmit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
