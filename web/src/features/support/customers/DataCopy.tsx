import { Alert, Button, Group, Progress, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CustomerDetails } from "../../../api/types.gen";
import { useMay } from "../../../lib/permissions";
import { day } from "../../../lib/time";
import { DownloadIcon } from "../../../ui/icons";
import { Trouble } from "../../../ui/Trouble";
import { CUSTOMERS, jobQuery, stop } from "./queries";

/** The copy that one asked for: how far it is, then the file. Nothing where there is none. */
export function DataCopy({ customer }: { customer: CustomerDetails }) {
  const { t } = useTranslation("customers");
  const copy = customer.export;
  if (copy === null || customer.erasure_job_id !== null) return null;
  return (
    <div role="status">
      {copy.state === "waiting" && copy.job_id !== null && <UnderWay jobId={copy.job_id} label={t("copy.waiting")} />}
      {copy.state === "failed" && <Alert color="orange">{t("copy.failed")}</Alert>}
      {copy.state === "ready" && (
        <Alert color="green" variant="light">
          <Group justify="space-between" gap="sm">
            <Text size="sm">{t("copy.ready", { when: day(copy.expires_at) })}</Text>
            <Button component="a" href={copy.file_path} download leftSection={<DownloadIcon />} size="xs">
              {t("copy.download")}
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  );
}

/** The customer is being erased. */
export function Erasing({ jobId }: { jobId: string }) {
  const { t } = useTranslation("customers");
  return (
    <div role="status">
      <UnderWay jobId={jobId} label={t("erase.underWay")} />
    </div>
  );
}

function UnderWay({ jobId, label }: { jobId: string; label: string }) {
  const { t } = useTranslation(["customers", "common"]);
  const { data: job } = useQuery(jobQuery(jobId));
  const mayStop = useMay("content:render");
  const queries = useQueryClient();
  const stopping = useMutation({
    mutationFn: () => stop(jobId),
    onSettled: () => queries.invalidateQueries({ queryKey: CUSTOMERS }),
  });
  return (
    <Alert color="blue" variant="light">
      <Group justify="space-between" gap="sm" mb="xs">
        <Text size="sm">{label}</Text>
        {mayStop && (
          <Button size="xs" variant="default" loading={stopping.isPending} onClick={() => stopping.mutate()}>
            {t("stop")}
          </Button>
        )}
      </Group>
      <Progress.Root>
        <Progress.Section value={100 * (job?.fraction ?? 0)} aria-label={label} animated />
      </Progress.Root>
      <Trouble error={stopping.error} />
    </Alert>
  );
}
