import { Checkbox, Select, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { makeKey } from "../../../api/sdk.gen";
import type { MadeKey, Permission } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { asMyself } from "../../../lib/identity";
import { accountQuery } from "../../../lib/session";
import { FormDialog } from "../../../ui/FormDialog";

interface Props {
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}

const DAY_MS = 86_400_000;
const LIVES = ["30", "90", "365", "never"] as const;

export function NewKeyDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation("administration");
  const { data: account } = useQuery(accountQuery);
  const queries = useQueryClient();
  const [scopes, setScopes] = useState<string[]>(["content:read"]);
  const first = { name: "", life: "90", scopes: "" };
  const { form, error, isBusy, submit } = useServerForm(first, async ({ name, life }) => {
    const expires_at = life === "never" ? null : new Date(Date.now() + Number(life) * DAY_MS).toISOString();
    const body = { name, scopes: scopes as Permission[], expires_at };
    const { data } = await asMyself(() => makeKey({ body, throwOnError: true }));
    onClose();
    onMade(data);
    await queries.invalidateQueries({ queryKey: ["api-keys"] });
  });
  return (
    <FormDialog
      title={t("keys.make")}
      deed={t("keys.submit")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld={isBusy}
      isReady={form.values.name.trim() !== "" && scopes.length > 0}
      error={error}
    >
      <TextInput
        label={t("keys.name")}
        description={t("keys.nameHelp")}
        autoComplete="off"
        maxLength={100}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Checkbox.Group
        label={t("keys.scopes")}
        description={t("keys.scopesHelp")}
        value={scopes}
        onChange={setScopes}
        error={form.errors.scopes}
      >
        <Stack gap={6} mt="xs">
          {account?.permissions.map((permission) => (
            <Checkbox key={permission} value={permission} label={t(`permissions.${permission.replace(":", ".")}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t("keys.life")}
        data={LIVES.map((value) => ({ value, label: t(`keys.lives.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("life")}
      />
    </FormDialog>
  );
}
