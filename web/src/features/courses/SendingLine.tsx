import { ActionIcon, Alert, Button, Group, Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { explain } from "../../lib/http";
import type { Sending } from "../../lib/sending";
import { fileSize } from "../../lib/time";
import { PlayIcon } from "../../ui/icons";
import { DocumentIcon, PauseIcon } from "../../ui/mediaIcons";

interface Props {
  file: File;
  sending: Sending;
  onCancel: () => void;
}

/** How far a file is on its way; pause, go on, cancel; what is wrong with it or with the connection. */
export function SendingLine({ file, sending, onCancel }: Props) {
  const { t } = useTranslation("courses");
  const { phase, sentBytes, totalBytes, error } = useStore(sending.state);
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * sentBytes) / totalBytes);
  const isOpen = phase !== "sent" && phase !== "failed";
  return (
    <>
      <Group wrap="nowrap" gap="sm">
        <DocumentIcon />
        <Text fw={600} style={{ overflowWrap: "anywhere", flex: 1 }}>
          {file.name}
        </Text>
        {isOpen &&
          (phase === "paused" ? (
            <ActionIcon variant="subtle" size="lg" aria-label={t("sending.resume")} onClick={sending.resume}>
              <PlayIcon />
            </ActionIcon>
          ) : (
            <ActionIcon variant="subtle" size="lg" aria-label={t("sending.pause")} onClick={sending.pause}>
              <PauseIcon />
            </ActionIcon>
          ))}
        {phase !== "sent" && (
          <Button variant="subtle" color="gray" size="compact-md" onClick={onCancel}>
            {phase === "failed" ? t("sending.another") : t("common:actions.cancel")}
          </Button>
        )}
      </Group>
      <Progress.Root size="lg">
        <Progress.Section
          value={percent}
          striped={phase === "sending"}
          animated={phase === "sending"}
          color={phase === "failed" ? "red" : undefined}
          aria-label={t("sending.progress", { name: file.name })}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {t("sending.bytes", { sent: fileSize(sentBytes), total: fileSize(totalBytes), percent })}
      </Text>
      <Text size="sm" role="status">
        {t(`sending.phase.${phase}`)}
      </Text>
      {phase === "failed" && (
        <Alert color="red" role="alert" title={t("sending.failed")}>
          <Text size="sm">{explain(error)}</Text>
          <Button mt="sm" size="compact-md" variant="default" onClick={sending.resume}>
            {t("sending.again")}
          </Button>
        </Alert>
      )}
    </>
  );
}
