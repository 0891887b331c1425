import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MadeKey } from "../../../api/types.gen";
import { CopyButton } from "../../../ui/CopyButton";
import { Dialog } from "../../../ui/Dialog";

/** The key itself, this once. */
export function MadeKeyDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const { t } = useTranslation("administration");
  return (
    <Dialog title={t("keys.doneTitle", { name: made.name })} onClose={onClose} isHeld size="lg">
      <Stack>
        <Text size="sm">{t("keys.doneText")}</Text>
        <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {made.key}
        </Code>
        <Group justify="space-between">
          <CopyButton text={made.key} name={t("keys.copy")} />
          <Button onClick={onClose} data-autofocus>
            {t("keys.kept")}
          </Button>
        </Group>
        <Alert color="orange">{t("keys.once")}</Alert>
      </Stack>
    </Dialog>
  );
}
