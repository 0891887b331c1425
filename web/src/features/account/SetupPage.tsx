import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setUp } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { apiLanguage } from "../../lib/i18n";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { NewPersonFields } from "./NewPersonFields";
import { useArrival } from "./useArrival";

/** The first page of an installation: who owns it. */
export default function SetupPage() {
  const { t } = useTranslation();
  const arrive = useArrival();
  const { form, error, isBusy, submit } = useServerForm(
    { tenant_name: "", name: "", email: "", password: "" },
    async (values) => {
      await setUp({ body: { ...values, language: apiLanguage() }, throwOnError: true });
      await arrive();
    },
  );
  return (
    <OutsidePage title={t("setup.title")} lead={t("setup.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Trouble error={error} />
          <TextInput
            label={t("fields.organisation")}
            autoComplete="organization"
            required
            {...form.getInputProps("tenant_name")}
          />
          <TextInput
            label={t("fields.email")}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <NewPersonFields form={form as never} />
          <Button type="submit" loading={isBusy} fullWidth>
            {t("setup.submit")}
          </Button>
        </Stack>
      </form>
    </OutsidePage>
  );
}
