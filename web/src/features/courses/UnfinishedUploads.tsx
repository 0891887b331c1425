import { Alert, Button, Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { defaultOptions, type PreviousUpload, Upload } from "tus-js-client";
import { getUpload } from "../../api/sdk.gen";
import { PREFIX } from "../../lib/sending";
import { accountQuery } from "../../lib/session";

const KEY = ["unfinished-uploads"];
const MOST = 3;

interface Unfinished {
  kept: PreviousUpload;
  name: string;
  percent: number;
}

/** Uploads that broke off in this browser: the same file goes on where it was. */
export function UnfinishedUploads() {
  const { t } = useTranslation("courses");
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const owner = account?.tenant_id ?? "";
  const { data } = useQuery({
    queryKey: [...KEY, owner],
    enabled: owner !== "",
    gcTime: 0,
    queryFn: () => find(owner),
  });
  if (data === undefined || data.length === 0) return null;

  async function forget(unfinished: PreviousUpload) {
    await defaultOptions.urlStorage.removeUpload(unfinished.urlStorageKey);
    if (unfinished.uploadUrl !== null) await Upload.terminate(unfinished.uploadUrl).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: KEY });
  }

  return (
    <Alert color="blue" title={t("unfinished.title")}>
      <Text size="sm">{t("unfinished.text")}</Text>
      {data.map(({ kept, name, percent }) => (
        <Group key={kept.urlStorageKey} gap="xs" mt="xs">
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {t("unfinished.one", { name, percent })}
          </Text>
          <Button
            size="compact-md"
            variant="default"
            aria-label={t("unfinished.forgetOne", { name })}
            onClick={() => void forget(kept)}
          >
            {t("unfinished.forget")}
          </Button>
        </Group>
      ))}
    </Alert>
  );
}

async function find(owner: string): Promise<Unfinished[]> {
  const all = await defaultOptions.urlStorage.findAllUploads();
  const own = all.filter((kept) => kept.urlStorageKey.includes(`${PREFIX}|${owner}|`)).slice(0, MOST);
  const found = await Promise.all(
    own.map(async (kept): Promise<Unfinished[]> => {
      try {
        const path = { upload_id: kept.uploadUrl?.split("/").at(-1) ?? "" };
        const { name, offset_bytes, length_bytes } = (await getUpload({ path, throwOnError: true })).data;
        return [{ kept, name, percent: Math.floor((100 * offset_bytes) / Math.max(1, length_bytes)) }];
      } catch {
        return []; // Not kept any more, or not to be asked just now.
      }
    }),
  );
  return found.flat();
}
