import { Alert, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { inOwnLanguage } from "../../lib/bilingual";
import { fileSize } from "../../lib/time";
import { Trouble } from "../../ui/Trouble";
import { type Refusal, sortDropped } from "./accepted";
import { DocumentSender } from "./DocumentSender";
import { DropArea } from "./DropArea";
import { DOCUMENTS, usageQuery, versionQuery } from "./queries";

interface Props {
  documentId: string;
  /** Nothing else is on the page. */
  isFirst: boolean;
  onReady?: () => void;
}

/** Takes a new version of a document: sends it, waits until it was read. */
export function NewVersion({ documentId, isFirst, onReady }: Props) {
  const { t } = useTranslation("courses");
  const queries = useQueryClient();
  const { data: usage } = useQuery(usageQuery);
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<{ why: Refusal; name: string } | null>(null);
  const [added, setAdded] = useState<number | null>(null);

  function onFiles(files: File[]) {
    const dropped = sortDropped(files, usage?.largest_file_bytes);
    setAdded(null);
    if (dropped.kind === "document") {
      setRefused(null);
      setFile(dropped.file);
    } else setRefused(dropped.kind === "refused" ? dropped : { why: "type", name: dropped.course.name });
  }

  return (
    <Stack>
      {refused !== null && (
        <Alert color="red" role="alert" title={t("refused.title")}>
          {t(`refused.${refused.why}`, { name: refused.name, size: fileSize(usage?.largest_file_bytes ?? 0) })}
        </Alert>
      )}
      {added !== null && (
        <Reading
          documentId={documentId}
          number={added}
          onReady={() => {
            void queries.invalidateQueries({ queryKey: DOCUMENTS });
            onReady?.();
          }}
        />
      )}
      {file !== null ? (
        <DocumentSender
          file={file}
          documentId={documentId}
          onAdded={({ version }) => {
            setFile(null);
            setAdded(version.number);
            void queries.invalidateQueries({ queryKey: DOCUMENTS });
          }}
          onCancel={() => setFile(null)}
        />
      ) : (
        <DropArea
          title={t(isFirst ? "version.first" : "version.other")}
          text={t("version.text")}
          isSmall={!isFirst}
          onFiles={onFiles}
        />
      )}
    </Stack>
  );
}

interface ReadingProps {
  documentId: string;
  number: number;
  onReady: () => void;
}

function Reading({ documentId, number, onReady }: ReadingProps) {
  const { t } = useTranslation("courses");
  const { data, error } = useQuery(versionQuery(documentId, number));
  const isReady = data?.state === "ready";
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is ready
  useEffect(() => {
    if (isReady) onReady();
  }, [isReady]);
  if (error !== null) return <Trouble error={error} />;
  if (data?.state === "failed") {
    return (
      <Alert color="red" role="alert" title={t("reading.failed")}>
        {inOwnLanguage(data.error)}
      </Alert>
    );
  }
  return (
    <Group role="status" gap="sm">
      {!isReady && <Loader size="sm" aria-hidden />}
      <Text>{isReady ? t("version.read", { number }) : t("reading.now")}</Text>
    </Group>
  );
}
