import { Button, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accept, readOffer } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { takeLinkToken } from "../../lib/linkToken";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { LinkExpired } from "./LinkExpired";
import { NewPersonFields } from "./NewPersonFields";
import { useArrival } from "./useArrival";

export default function InvitationPage() {
  const { t } = useTranslation();
  const [token] = useState(takeLinkToken);
  const navigate = useNavigate();
  const arrive = useArrival();
  const offer = useQuery({
    queryKey: ["invitation", token],
    enabled: token !== null,
    queryFn: async () => (await readOffer({ body: { token: token ?? "" }, throwOnError: true })).data,
  });
  const { form, error, isBusy, submit } = useServerForm({ name: "", password: "" }, async (values) => {
    const isKnown = offer.data?.has_account;
    const body = isKnown ? { token: token ?? "" } : { token: token ?? "", ...values };
    const { data } = await accept({ body, throwOnError: true });
    if (data.status === "sign_in_needed") await navigate({ to: "/sign-in" });
    else await arrive();
  });
  const role = offer.data && t(`roles.${offer.data.role}`);
  return (
    <OutsidePage title={t("invitation.title")}>
      {token === null && <LinkExpired again="/sign-in" />}
      <Trouble error={offer.error} />
      {offer.isFetching && <Loader aria-label={t("actions.loading")} />}
      {offer.data && (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text>{t("invitation.text", { tenant: offer.data.tenant_name, role, email: offer.data.email })}</Text>
            <Trouble error={error} />
            {!offer.data.has_account && <NewPersonFields form={form} />}
            <Button type="submit" loading={isBusy} fullWidth>
              {t("invitation.submit")}
            </Button>
          </Stack>
        </form>
      )}
    </OutsidePage>
  );
}
