import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeAccount } from "../../../api/sdk.gen";
import type { AccountDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { accountQuery } from "../../../lib/session";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";

type Language = AccountDetails["language"];

export function ProfileCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const [isSaved, setSaved] = useState(false);
  const first = { name: account.name, language: account.language as string };
  const { form, error, isBusy, submit } = useServerForm(first, async ({ name, language }) => {
    setSaved(false);
    const body = { name, language: language as Language };
    const headers = { "If-Match": `"${account.version}"` };
    const { data } = await changeAccount({ body, headers, throwOnError: true });
    queries.setQueryData(accountQuery.queryKey, data);
    form.resetDirty({ name: data.name, language: data.language });
    form.setFieldValue("name", data.name);
    setSaved(true);
  });
  return (
    <Card title={t("profile.title")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Trouble error={error} />
          <TextInput
            label={t("profile.name")}
            autoComplete="name"
            required
            maxLength={100}
            {...form.getInputProps("name")}
          />
          <Select
            label={t("profile.language")}
            description={t("profile.languageHelp")}
            data={[
              { value: "pt-BR", label: "Português (Brasil)" },
              { value: "en-US", label: "English" },
            ]}
            allowDeselect={false}
            {...form.getInputProps("language")}
          />
          <Group gap="sm">
            <Button type="submit" loading={isBusy} disabled={!form.isDirty()}>
              {t("profile.save")}
            </Button>
            <Text size="sm" role="status">
              {isSaved && !form.isDirty() && t("profile.saved")}
            </Text>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
