import { Button, Progress, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { getJob, syncMessageTemplates } from "../../../api/sdk.gen";
import type { ChannelDetails, JobDetails, MessageTemplateDetails } from "../../../api/types.gen";
import { inOwnLanguage } from "../../../lib/bilingual";
import { Card } from "../../../ui/Card";
import { Pages } from "../../../ui/Pages";
import { Tag, type Tone } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { templatesQuery } from "./queries";

const TONES: Record<string, Tone> = { APPROVED: "good", PENDING: "news", REJECTED: "bad", PAUSED: "warning" };
const BEAT_MS = 1000;
const ENDED: readonly string[] = ["succeeded", "failed", "dead", "cancelled"];

/** The templates that Meta has approved, the only thing that may be sent after 24 hours. */
export function TemplatesCard({ channel }: { channel: ChannelDetails }) {
  const { t } = useTranslation("numbers");
  const queries = useQueryClient();
  const templates = useInfiniteQuery(templatesQuery(channel.id));
  const syncing = useMutation({
    mutationFn: async () => (await syncMessageTemplates({ path: { channel_id: channel.id }, throwOnError: true })).data,
  });
  const jobId = syncing.data?.job_id;
  const { data: job } = useQuery({
    queryKey: ["jobs", jobId],
    enabled: jobId !== undefined,
    queryFn: async ({ signal }) => (await getJob({ path: { job_id: jobId ?? "" }, signal, throwOnError: true })).data,
    refetchInterval: (query) => (ENDED.includes(query.state.data?.state ?? "") ? false : BEAT_MS),
  });
  const isRunning = jobId !== undefined && !ENDED.includes(job?.state ?? "");
  const isDone = job?.state === "succeeded";
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: templatesQuery(channel.id).queryKey });
  }, [isDone, queries, channel.id]);
  const deed = (
    <Button variant="default" loading={syncing.isPending || isRunning} onClick={() => syncing.mutate()}>
      {t("templates.deed")}
    </Button>
  );
  return (
    <Card title={t("templates.title")} lead={t("templates.text")} actions={deed}>
      <Trouble error={syncing.error} />
      <div role="status">
        {isRunning && <Progress value={100} animated aria-label={t("templates.running")} />}
        {job?.state === "failed" && <Text c="red">{reasonOf(job) ?? t("templates.failed")}</Text>}
        {isDone && <Text size="sm">{t("templates.done")}</Text>}
      </div>
      <Pages query={templates} empty={<Text c="dimmed">{t("templates.none")}</Text>}>
        {(items) => (
          <Table.ScrollContainer minWidth={480}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("templates.name")}</Table.Th>
                  <Table.Th scope="col">{t("templates.says")}</Table.Th>
                  <Table.Th scope="col">{t("templates.state")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      {one.name}
                      <Text size="sm" c="dimmed">
                        {one.language} · {t(`categories.${one.category}`, one.category)}
                      </Text>
                    </Table.Td>
                    <Table.Td>{bodyOf(one)}</Table.Td>
                    <Table.Td>
                      <Tag tone={TONES[one.status] ?? "plain"}>{t(`statuses.${one.status}`, one.status)}</Tag>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Pages>
    </Card>
  );
}

function reasonOf({ error }: JobDetails): string | undefined {
  return inOwnLanguage(error as { en: string; pt: string } | null);
}

/** What it says, with its places as they are. */
export function bodyOf(template: MessageTemplateDetails): string {
  const parts = template.components as { type?: string; text?: string }[];
  return parts.find(({ type }) => type?.toUpperCase() === "BODY")?.text ?? "";
}
