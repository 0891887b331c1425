import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addDocument, addVersion } from "../../api/sdk.gen";
import type { AddedVersion } from "../../api/types.gen";
import { type Sending, startSending } from "../../lib/sending";
import { accountQuery } from "../../lib/session";
import { Trouble } from "../../ui/Trouble";
import { SendingLine } from "./SendingLine";

interface Props {
  file: File;
  /** The document that this is a new version of; a new document where none is named. */
  documentId?: string;
  onAdded: (added: AddedVersion) => void;
  onCancel: () => void;
}

/** Sends a file and makes a document, or a version of one, of it. */
export function DocumentSender({ file, documentId, onAdded, onCancel }: Props) {
  const { t } = useTranslation("courses");
  const { data: account } = useQuery(accountQuery);
  const [sending, setSending] = useState<Sending | null>(null);
  const adding = useMutation({
    mutationFn: async (uploadId: string) => {
      const body = { upload_id: uploadId };
      const asked =
        documentId === undefined
          ? addDocument({ body, throwOnError: true })
          : addVersion({ path: { document_id: documentId }, body, throwOnError: true });
      return (await asked).data;
    },
    onSuccess: onAdded,
  });
  const add = adding.mutate;
  const owner = account?.tenant_id;
  useEffect(() => {
    if (owner === undefined) return;
    const started = startSending(file, owner, add);
    setSending(started);
    return started.stop;
  }, [file, owner, add]);

  if (sending === null) return null;
  return (
    <Stack gap="sm" className="panel">
      <SendingLine
        file={file}
        sending={sending}
        onCancel={() => {
          sending.cancel();
          onCancel();
        }}
      />
      {adding.isError && (
        <>
          <Trouble error={adding.error} />
          <Group gap="xs">
            <Button onClick={() => add(adding.variables)}>{t("sending.again")}</Button>
            <Button variant="default" onClick={onCancel}>
              {t("sending.another")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
