import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keep } from "../../lib/assets";
import { explain } from "../../lib/http";
import { type Sending, startSending } from "../../lib/sending";
import { accountQuery } from "../../lib/session";
import { CloseIcon } from "../icons";

interface OneUpload {
  key: number;
  name: string;
  percent: number;
  error: string | null;
  assetId: string | null;
}

export interface UploadList {
  items: readonly OneUpload[];
  add: (files: File[]) => void;
  resume: (key: number) => void;
  remove: (key: number) => void;
}

/** Files on their way into the library. */
export function useUploads(): UploadList {
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const [items, setItems] = useState<readonly OneUpload[]>([]);
  const sendings = useRef(new Map<number, Sending>());
  const lastKey = useRef(0);

  const change = useCallback((key: number, changed: Partial<OneUpload>) => {
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...changed } : item)));
  }, []);

  async function keepSent(key: number, uploadId: string) {
    try {
      const { data } = await keep(uploadId);
      change(key, { percent: 100, assetId: data.id });
      await queries.invalidateQueries({ queryKey: ["assets"] });
    } catch (error) {
      change(key, { error: explain(error) });
    }
  }

  function add(files: File[]) {
    for (const file of files) {
      const key = ++lastKey.current;
      setItems((before) => [...before, { key, name: file.name, percent: 0, error: null, assetId: null }]);
      const sending = startSending(file, `library/${account?.tenant_id}`, (uploadId) => void keepSent(key, uploadId));
      sending.state.subscribe(({ phase, sentBytes, totalBytes, error }) => {
        const percent = totalBytes === 0 ? 0 : Math.floor((sentBytes / totalBytes) * 100);
        change(key, { percent, error: phase === "failed" ? explain(error) : null });
      });
      sendings.current.set(key, sending);
    }
  }

  function resume(key: number) {
    sendings.current.get(key)?.resume();
  }

  function remove(key: number) {
    const item = items.find((one) => one.key === key);
    if (item?.assetId === null) sendings.current.get(key)?.cancel();
    sendings.current.delete(key);
    setItems((before) => before.filter((one) => one.key !== key));
  }

  return { items, add, resume, remove };
}

export function Uploads({ uploads, onOpen }: { uploads: UploadList; onOpen: ((assetId: string) => void) | null }) {
  const { t } = useTranslation("library");
  if (uploads.items.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t("uploads.title")}>
      {uploads.items.map((item) => (
        <Paper key={item.key} withBorder p="xs">
          <Group gap="sm" wrap="nowrap">
            <Stack gap={4} flex={1} miw={0}>
              <Text size="sm" truncate>
                {item.name}
              </Text>
              {item.error === null ? (
                <Progress.Root size="sm">
                  <Progress.Section value={item.percent} aria-label={t("uploads.progress", { name: item.name })} />
                </Progress.Root>
              ) : (
                <Text size="sm" c="red" role="alert">
                  {item.error}
                </Text>
              )}
            </Stack>
            {item.error !== null && (
              <Button size="xs" variant="default" onClick={() => uploads.resume(item.key)}>
                {t("uploads.resume")}
              </Button>
            )}
            {item.assetId !== null && onOpen !== null && (
              <Button size="xs" variant="light" onClick={() => onOpen(item.assetId ?? "")}>
                {t("uploads.describe")}
              </Button>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(item.assetId === null ? "uploads.cancel" : "uploads.hide", { name: item.name })}
              onClick={() => uploads.remove(item.key)}
            >
              <CloseIcon />
            </ActionIcon>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
