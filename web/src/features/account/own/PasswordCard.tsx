import { Alert, Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword } from "../../../api/sdk.gen";
import type { AccountDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";

export function PasswordCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation(["account", "common"]);
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const first = { old_password: "", new_password: "" };
  const { form, error, isBusy, submit } = useServerForm(first, async (body) => {
    setDone(false);
    await changePassword({ body, throwOnError: true });
    form.reset();
    setDone(true);
    await queries.invalidateQueries({ queryKey: ["sign-ins"] });
  });
  const show = { "aria-label": t("common:fields.showPassword") };
  return (
    <Card title={t("password.title")} lead={t("password.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Trouble error={error} />
          <input type="hidden" name="username" autoComplete="username" value={account.email} />
          <PasswordInput
            label={t("password.old")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={show}
            {...form.getInputProps("old_password")}
          />
          <PasswordInput
            label={t("password.new")}
            description={t("common:fields.passwordRule")}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={show}
            {...form.getInputProps("new_password")}
          />
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={isBusy}
              disabled={form.values.old_password === "" || form.values.new_password === ""}
            >
              {t("password.submit")}
            </Button>
          </Group>
          {isDone && <Alert color="green" role="status" title={t("password.done")} />}
        </Stack>
      </form>
    </Card>
  );
}
