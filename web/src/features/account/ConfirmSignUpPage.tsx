import { Button, Stack } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { confirmSignUp } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { takeLinkToken } from "../../lib/linkToken";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { LinkExpired } from "./LinkExpired";
import { NewPersonFields } from "./NewPersonFields";
import { useArrival } from "./useArrival";

export default function ConfirmSignUpPage() {
  const { t } = useTranslation();
  const [token] = useState(takeLinkToken);
  const navigate = useNavigate();
  const arrive = useArrival();
  const { form, error, isBusy, submit } = useServerForm({ name: "", password: "" }, async (values) => {
    const { data } = await confirmSignUp({ body: { ...values, token: token ?? "" }, throwOnError: true });
    if (data.status === "sign_in_needed") await navigate({ to: "/sign-in" });
    else await arrive();
  });
  return (
    <OutsidePage title={t("confirmSignUp.title")} lead={t("confirmSignUp.lead")}>
      {token === null ? (
        <LinkExpired again="/sign-up" />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Trouble error={error} />
            <NewPersonFields form={form} />
            <Button type="submit" loading={isBusy} fullWidth>
              {t("confirmSignUp.submit")}
            </Button>
          </Stack>
        </form>
      )}
    </OutsidePage>
  );
}
