import { Badge, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentSummary } from "../../api/types.gen";
import { inOwnLanguage } from "../../lib/bilingual";
import { useMay } from "../../lib/permissions";
import { ago, dayAndTime } from "../../lib/time";
import { DocumentIcon } from "../../ui/mediaIcons";
import { DocumentMenu } from "./DocumentMenu";
import { NewVersion } from "./NewVersion";
import { isRead } from "./queries";
import { Versions } from "./Versions";

interface Props {
  document: DocumentSummary;
  onSaid: (message: string) => void;
  onGone: (message: string) => void;
}

export function DocumentCard({ document, onSaid, onGone }: Props) {
  const { t } = useTranslation("courses");
  const mayEdit = useMay("content:edit");
  const [isOpen, setOpen] = useState(false);
  const [takesVersion, setTakesVersion] = useState(false);
  const { latest } = document;
  const pages = latest.page_count ?? 0;
  return (
    <article className="panel">
      <Group wrap="nowrap" align="start" gap="sm">
        <DocumentIcon />
        <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
          <Text component="h2" fw={650} fz="md" m={0} style={{ overflowWrap: "anywhere" }}>
            {document.name}
          </Text>
          <Group gap="xs">
            <Badge variant="light" color="gray" tt="none">
              {t(`documents.kind.${document.kind}`)}
            </Badge>
            <Text size="sm" c="dimmed">
              {t("documents.version", { number: latest.number })}
              {pages > 0 && ` · ${t("documents.pages", { count: pages })}`}
            </Text>
            <Text size="sm" c="dimmed" title={dayAndTime(latest.created_at)}>
              {ago(latest.created_at)}
            </Text>
            {!isRead(latest) && (
              <Group gap={6} role="status">
                <Loader size="xs" aria-hidden />
                <Text size="sm">{t("reading.now")}</Text>
              </Group>
            )}
          </Group>
          {latest.state === "failed" && (
            <Text size="sm" role="alert">
              <strong>{t("reading.failed")}.</strong> {inOwnLanguage(latest.error)}
            </Text>
          )}
          <Group gap="xs">
            {mayEdit && latest.state === "ready" && (
              <Button
                component={Link}
                to={`/new?document=${document.id}&version=${latest.number}`}
                variant="light"
                size="compact-md"
                aria-label={t("documents.makeOf", { name: document.name })}
              >
                {t("documents.make")}
              </Button>
            )}
            <Button
              variant="default"
              size="compact-md"
              aria-expanded={isOpen}
              aria-label={t("documents.versionsOf", { name: document.name })}
              onClick={() => setOpen(!isOpen)}
            >
              {t("documents.versions")}
            </Button>
          </Group>
          {isOpen && <Versions document={document} />}
          {takesVersion && (
            <NewVersion
              documentId={document.id}
              isFirst={false}
              onReady={() => onSaid(t("documents.newVersionReady", { name: document.name }))}
            />
          )}
        </Stack>
        <DocumentMenu
          document={document}
          onNewVersion={() => setTakesVersion(!takesVersion)}
          onSaid={onSaid}
          onGone={onGone}
        />
      </Group>
    </article>
  );
}
