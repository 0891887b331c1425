import { Radio, Select, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { invite } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { apiLanguage } from "../../../lib/i18n";
import { accountQuery } from "../../../lib/session";
import { toast } from "../../../lib/toasts";
import { FormDialog } from "../../../ui/FormDialog";
import { type Role, rolesGivenBy } from "./roles";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["administration", "common"]);
  const { data: account } = useQuery(accountQuery);
  const queries = useQueryClient();
  const first = { email: "", role: "editor", language: apiLanguage() as string };
  const { form, error, isBusy, submit } = useServerForm(first, async ({ email, role, language }) => {
    const body = { email, role: role as Role, language: language as "pt-BR" | "en-US" };
    const { data } = await invite({ body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: ["invitations"] });
    toast({ id: `invited-${data.id}`, title: t("invitations.done", { email: data.email }), tone: "good" });
    onClose();
  });
  return (
    <FormDialog
      title={t("invitations.invite")}
      deed={t("invitations.submit")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isReady={form.values.email.trim() !== ""}
      error={error}
    >
      <TextInput
        label={t("common:fields.email")}
        type="email"
        autoComplete="off"
        required
        data-autofocus
        {...form.getInputProps("email")}
      />
      <Radio.Group label={t("members.role")} {...form.getInputProps("role")}>
        <Stack gap="xs" mt="xs">
          {rolesGivenBy(account?.role).map((role) => (
            <Radio key={role} value={role} label={t(`roles.${role}`)} description={t(`roleMay.${role}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t("invitations.language")}
        data={[
          { value: "pt-BR", label: "Português (Brasil)" },
          { value: "en-US", label: "English" },
        ]}
        allowDeselect={false}
        {...form.getInputProps("language")}
      />
    </FormDialog>
  );
}
