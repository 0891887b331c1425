import { SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../lib/session";
import { Page } from "../../ui/Page";
import { EmailCard } from "./own/EmailCard";
import { OrganisationsCard } from "./own/OrganisationsCard";
import { PasswordCard } from "./own/PasswordCard";
import { ProfileCard } from "./own/ProfileCard";
import { SecondFactorCard } from "./own/SecondFactorCard";
import { SignInsCard } from "./own/SignInsCard";

export default function AccountPage() {
  const { t } = useTranslation("account");
  const { data: account } = useQuery(accountQuery);
  if (!account) return null;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <ProfileCard account={account} />
          <EmailCard account={account} />
          <PasswordCard account={account} />
        </Stack>
        <Stack gap="lg">
          <SecondFactorCard account={account} />
          <SignInsCard account={account} />
          <OrganisationsCard account={account} />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
