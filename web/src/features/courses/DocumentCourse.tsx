import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { VersionDetails } from "../../api/types.gen";
import { inOwnLanguage } from "../../lib/bilingual";
import { DocumentIcon } from "../../ui/mediaIcons";
import { Trouble } from "../../ui/Trouble";
import { CourseForm } from "./CourseForm";
import { FoundPanel } from "./FoundPanel";
import { outlineQuery, versionQuery } from "./queries";

interface Props {
  documentId: string;
  number: number;
  onOther: () => void;
}

/** A document that the server has: while it is read, what was found in it, and the course that is made of it. */
export function DocumentCourse({ documentId, number, onOther }: Props) {
  const { data: version, error } = useQuery(versionQuery(documentId, number));
  const isReady = version?.state === "ready";
  const { data: outline, error: outlineError } = useQuery({ ...outlineQuery(documentId, number), enabled: isReady });
  if (version === undefined || version.state === "failed") {
    return <NotRead version={version} error={error} onOther={onOther} />;
  }
  return (
    <Stack gap="lg">
      <Head version={version} onOther={onOther} />
      <Trouble error={error ?? outlineError} />
      {outline !== undefined && (
        <>
          <FoundPanel outline={outline} />
          <CourseForm version={version} outline={outline} />
        </>
      )}
    </Stack>
  );
}

function Head({ version, onOther }: { version: VersionDetails; onOther: () => void }) {
  const { t } = useTranslation("courses");
  const isWaiting = version.state !== "ready";
  return (
    <Group className="panel" align="start">
      {isWaiting ? <Loader size="sm" aria-hidden /> : <DocumentIcon />}
      <div style={{ flex: "1 1 200px", minWidth: 0 }}>
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>
          {version.file_name}
        </Text>
        <Text size="sm" c="dimmed" role="status">
          {isWaiting ? t("reading.now") : t("reading.done")}
        </Text>
      </div>
      <Button variant="subtle" color="gray" size="compact-md" onClick={onOther}>
        {t("sending.another")}
      </Button>
    </Group>
  );
}

interface NotReadProps {
  version: VersionDetails | undefined;
  error: unknown;
  onOther: () => void;
}

function NotRead({ version, error, onOther }: NotReadProps) {
  const { t } = useTranslation("courses");
  if (version === undefined && !error) return <Loader role="status" aria-label={t("common:actions.loading")} />;
  const why = inOwnLanguage(version?.error);
  return (
    <Stack>
      <Trouble error={error} />
      {version !== undefined && (
        <Alert color="red" role="alert" title={t("reading.failed")}>
          {why}
          {version.error?.page ? ` ${t("reading.failedPage", { page: version.error.page })}` : null}
        </Alert>
      )}
      <Group>
        <Button onClick={onOther}>{t("sending.another")}</Button>
      </Group>
    </Stack>
  );
}
