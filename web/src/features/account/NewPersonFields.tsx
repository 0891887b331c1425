import { PasswordInput, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";

type Form = Pick<UseFormReturnType<{ name: string; password: string }>, "getInputProps">;

/** Name and password of somebody who comes for the first time. */
export function NewPersonFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("fields.name")} autoComplete="name" required {...form.getInputProps("name")} />
      <PasswordInput
        label={t("fields.password")}
        description={t("fields.passwordRule")}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
        {...form.getInputProps("password")}
      />
    </>
  );
}
