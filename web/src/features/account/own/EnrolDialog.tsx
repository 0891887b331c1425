import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { confirmEnrolment } from "../../../api/sdk.gen";
import type { EnrolmentDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { asMyself } from "../../../lib/identity";
import { CopyButton } from "../../../ui/CopyButton";
import { Dialog } from "../../../ui/Dialog";
import { Trouble } from "../../../ui/Trouble";

interface Props {
  enrolment: EnrolmentDetails;
  onDone: (codes: string[]) => void;
  onClose: () => void;
}

export function EnrolDialog({ enrolment, onDone, onClose }: Props) {
  const { t } = useTranslation(["account", "common"]);
  const { form, error, isBusy, submit } = useServerForm({ code: "" }, async ({ code }) => {
    const body = { code: code.replace(/\s/g, "") };
    const { data } = await asMyself(() => confirmEnrolment({ body, throwOnError: true }));
    onDone(data.codes);
  });
  return (
    <Dialog title={t("enrol.title")} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t("enrol.scan")}</Text>
          {/* A picture and no markup: what the server sends is not made part of the page. */}
          <img
            className="enrol-code"
            src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qr_svg)}`}
            alt={t("enrol.qr")}
            width="220"
            height="220"
          />
          <div>
            <Text size="sm">{t("enrol.type")}</Text>
            <Group gap="xs" mt={4} wrap="nowrap">
              <Code fz="sm" style={{ overflowWrap: "anywhere" }}>
                {enrolment.secret.replace(/(.{4})(?=.)/g, "$1 ")}
              </Code>
              <CopyButton text={enrolment.secret} name={t("enrol.copySecret")} />
            </Group>
          </div>
          <Trouble error={error} />
          <TextInput
            label={t("enrol.code")}
            description={t("enrol.codeHelp")}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            data-autofocus
            {...form.getInputProps("code")}
          />
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:actions.cancel")}
            </Button>
            <Button type="submit" loading={isBusy} disabled={form.values.code.trim().length < 6}>
              {t("enrol.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
