import { PasswordInput, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { confirm } from "../api/sdk.gen";
import { useServerForm } from "../lib/form";
import { accountQuery } from "../lib/session";
import { FormDialog } from "./FormDialog";

/** Asks for the password, and a code where there is a second factor; holds for ten minutes. */
export default function IdentityDialog({ answer }: { answer: (isProved: boolean) => void }) {
  const { t } = useTranslation("account");
  const { data: account } = useQuery(accountQuery);
  const hasCode = account?.has_second_factor ?? false;
  const { form, error, isBusy, submit } = useServerForm({ password: "", code: "" }, async ({ password, code }) => {
    const body = hasCode ? { password, code: code.trim() } : { password };
    await confirm({ body, throwOnError: true });
    answer(true);
  });
  return (
    <FormDialog
      title={t("identity.title")}
      deed={t("identity.submit")}
      giveUp={t("identity.giveUp")}
      submit={submit}
      onClose={() => answer(false)}
      isBusy={isBusy}
      error={error}
    >
      <Text>{t("identity.text")}</Text>
      <input type="hidden" name="username" autoComplete="username" value={account?.email ?? ""} />
      <PasswordInput
        label={t("identity.password")}
        autoComplete="current-password"
        required
        data-autofocus
        visibilityToggleButtonProps={{ "aria-label": t("identity.showPassword") }}
        {...form.getInputProps("password")}
      />
      {hasCode && (
        <TextInput
          label={t("identity.code")}
          description={t("identity.codeHelp")}
          autoComplete="one-time-code"
          required
          {...form.getInputProps("code")}
        />
      )}
    </FormDialog>
  );
}
