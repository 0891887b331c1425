import { Alert, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountDetails } from "../../../api/types.gen";
import { saveFile } from "../../../lib/save";
import { CopyButton } from "../../../ui/CopyButton";
import { Dialog } from "../../../ui/Dialog";
import { DownloadIcon } from "../../../ui/icons";
import "./codes.css";

interface Props {
  codes: string[];
  account: AccountDetails;
  onClose: () => void;
}

/** Shown once. It does not close by accident: without the codes, a lost phone is a lost account. */
export function BackupCodesDialog({ codes, account, onClose }: Props) {
  const { t } = useTranslation("account");
  const [isKept, setKept] = useState(false);
  const sheet = `${t("codes.sheet", { email: account.email })}\n\n${codes.join("\n")}\n`;
  return (
    <Dialog title={t("codes.title")} onClose={onClose} isHeld>
      <Stack>
        <Text size="sm">{t("codes.text")}</Text>
        <Text size="sm" className="only-printed">
          {t("codes.sheet", { email: account.email })}
        </Text>
        <ul className="backup-codes" aria-label={t("codes.title")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group gap="xs" className="not-printed">
          <CopyButton text={codes.join("\n")} name={t("codes.copy")} />
          <Button
            size="xs"
            variant="default"
            leftSection={<DownloadIcon />}
            onClick={() => saveFile("tecnocursos-backup-codes.txt", new Blob([sheet], { type: "text/plain" }))}
          >
            {t("codes.download")}
          </Button>
          <Button size="xs" variant="default" onClick={() => window.print()}>
            {t("codes.print")}
          </Button>
        </Group>
        <Alert color="orange" className="not-printed">
          {t("codes.once")}
        </Alert>
        <Checkbox
          className="not-printed"
          label={t("codes.kept")}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Group justify="end" className="not-printed">
          <Button disabled={!isKept} onClick={onClose}>
            {t("codes.done")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
