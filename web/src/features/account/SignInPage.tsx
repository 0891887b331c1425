import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { setupQuery } from "../../lib/session";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { SecondFactorForm } from "./SecondFactorForm";
import { useArrival } from "./useArrival";

export default function SignInPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: "/sign-in" });
  const { data: setup } = useQuery(setupQuery);
  const arrive = useArrival(next);
  const [challenge, setChallenge] = useState<string | null>(null);
  const { form, error, isBusy, submit } = useServerForm({ email: "", password: "" }, async (values) => {
    const { data } = await signIn({ body: values, throwOnError: true });
    if (data.status === "second_factor_needed") setChallenge(data.challenge_token ?? null);
    else await arrive();
  });
  if (challenge !== null) {
    return (
      <OutsidePage title={t("secondFactor.title")} lead={t("secondFactor.lead")}>
        <SecondFactorForm challenge={challenge} onDone={arrive} onBack={() => setChallenge(null)} />
      </OutsidePage>
    );
  }
  return (
    <OutsidePage title={t("signIn.title")} lead={t("signIn.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Trouble error={error} />
          <TextInput
            label={t("fields.email")}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label={t("fields.password")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": t("fields.showPassword") }}
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={isBusy} fullWidth>
            {t("signIn.submit")}
          </Button>
          <Anchor component={Link} to="/forgotten-password" size="sm">
            {t("signIn.forgotten")}
          </Anchor>
          {setup?.sign_up === "open" && (
            <Text size="sm">
              {t("signIn.noAccount")}{" "}
              <Anchor component={Link} to="/sign-up" underline="always">
                {t("signIn.signUp")}
              </Anchor>
            </Text>
          )}
        </Stack>
      </form>
    </OutsidePage>
  );
}
