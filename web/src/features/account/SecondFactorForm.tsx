import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { answerChallenge } from "../../api/sdk.gen";
import { useServerForm } from "../../lib/form";
import { Trouble } from "../../ui/Trouble";

interface Props {
  challenge: string;
  onDone: () => Promise<void>;
  onBack: () => void;
}

export function SecondFactorForm({ challenge, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const { form, error, isBusy, submit } = useServerForm({ code: "" }, async ({ code }) => {
    await answerChallenge({ body: { challenge_token: challenge, code: code.trim() }, throwOnError: true });
    await onDone();
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Trouble error={error} />
        <TextInput
          label={t("secondFactor.code")}
          autoComplete="one-time-code"
          inputMode="text"
          autoFocus
          required
          {...form.getInputProps("code")}
        />
        <Button type="submit" loading={isBusy} fullWidth>
          {t("secondFactor.submit")}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t("actions.back")}
        </Button>
      </Stack>
    </form>
  );
}
