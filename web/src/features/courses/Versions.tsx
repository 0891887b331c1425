import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { downloadDocument } from "../../api/sdk.gen";
import type { DocumentSummary } from "../../api/types.gen";
import { inOwnLanguage } from "../../lib/bilingual";
import { dayAndTime } from "../../lib/time";
import { DownloadIcon } from "../../ui/icons";
import { Pages } from "../../ui/Pages";
import { Trouble } from "../../ui/Trouble";
import { versionsQuery } from "./queries";

/** All versions of a document, each to be downloaded as it was sent. */
export function Versions({ document }: { document: DocumentSummary }) {
  const { t } = useTranslation("courses");
  const query = useInfiniteQuery(versionsQuery(document.id));
  const fetching = useMutation({
    mutationFn: async (number: number) => {
      const path = { document_id: document.id };
      return (await downloadDocument({ path, query: { number }, throwOnError: true })).data.url;
    },
    onSuccess: (url) => window.location.assign(url),
  });
  return (
    <Stack gap="xs">
      <Trouble error={fetching.error} />
      <Pages query={query} empty={null}>
        {(versions) =>
          versions.map((version) => (
            <Group key={version.id} justify="space-between" gap="xs">
              <Text size="sm" style={{ flex: "1 1 240px", overflowWrap: "anywhere" }}>
                <strong>{t("documents.version", { number: version.number })}</strong> · {version.file_name} ·{" "}
                {dayAndTime(version.created_at)}
                {version.state === "failed" && ` · ${inOwnLanguage(version.error) ?? ""}`}
              </Text>
              <Button
                variant="default"
                size="compact-md"
                leftSection={<DownloadIcon />}
                loading={fetching.isPending && fetching.variables === version.number}
                aria-label={t("documents.downloadOne", { name: version.file_name, number: version.number })}
                onClick={() => fetching.mutate(version.number)}
              >
                {t("documents.download")}
              </Button>
            </Group>
          ))
        }
      </Pages>
    </Stack>
  );
}
