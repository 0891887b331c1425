import { Alert, Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { cancelJob, retryJob } from "../../../api/sdk.gen";
import type { JobDetails } from "../../../api/types.gen";
import { inWords } from "../../../lib/notifications";
import { useMay } from "../../../lib/permissions";
import { ago, clock, dayAndTime, secondsInWords } from "../../../lib/time";
import { Row } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { JOB_TONES } from "./names";

export function JobRow({ job }: { job: JobDetails }) {
  const { t } = useTranslation(["administration", "common"]);
  const name = t(`jobs.names.${job.name}`, job.name);
  const isUnderWay = job.state === "queued" || job.state === "running";
  const isOfCourse = job.name.startsWith("studio.") && job.name !== "studio.draw_version" && job.subject_id !== null;
  const error = inWords(job.error);
  const facts = [
    t("jobs.asked", { when: ago(job.created_at) }),
    job.started_at !== null && job.finished_at !== null && t("jobs.took", { time: lengthOf(job) }),
    job.attempts > 1 && t("jobs.attempts", { count: job.attempts }),
  ];
  return (
    <Row
      title={
        <>
          {name}
          <Tag tone={JOB_TONES[job.state]}>
            {isUnderWay && job.is_cancel_requested ? t("jobs.cancelling") : t(`jobs.states.${job.state}`)}
          </Tag>
        </>
      }
      text={<span title={dayAndTime(job.created_at)}>{facts.filter(Boolean).join(" · ")}</span>}
      actions={
        <>
          {isOfCourse && (
            <Link to="/projects/$projectId" params={{ projectId: String(job.subject_id) }} className="plain-link">
              {t("jobs.course")}
            </Link>
          )}
          <Deeds job={job} name={name} />
        </>
      }
    >
      {job.state === "running" && <Advance job={job} name={name} />}
      {error !== null && job.state !== "succeeded" && (
        <Alert color={isUnderWay ? "orange" : "red"} p="xs">
          {error}
        </Alert>
      )}
    </Row>
  );
}

function lengthOf(job: JobDetails): string {
  const ms = new Date(job.finished_at ?? 0).getTime() - new Date(job.started_at ?? 0).getTime();
  return ms < 60_000 ? secondsInWords(ms) : clock(ms);
}

function Advance({ job, name }: { job: JobDetails; name: string }) {
  const { t, i18n } = useTranslation("administration");
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(job.fraction);
  const left = job.seconds_left === null ? null : t("jobs.left", { time: clock(1000 * job.seconds_left) });
  const stage = job.stage === null ? null : t(`jobs.stages.${job.stage}`, job.stage);
  return (
    <>
      <div className="row-text">{[percent, stage, left].filter(Boolean).join(" · ")}</div>
      <Progress.Root mt={4}>
        <Progress.Section value={100 * job.fraction} aria-label={name} />
      </Progress.Root>
    </>
  );
}

function Deeds({ job, name }: { job: JobDetails; name: string }) {
  const { t } = useTranslation(["administration", "common"]);
  const may = useMay("content:render");
  const queries = useQueryClient();
  const path = { job_id: job.id };
  const acting = useMutation({
    mutationFn: (deed: "cancel" | "retry") =>
      deed === "cancel" ? cancelJob({ path, throwOnError: true }) : retryJob({ path, throwOnError: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  if (!may) return null;
  const canCancel = (job.state === "queued" || job.state === "running") && !job.is_cancel_requested;
  const canRetry = job.state === "failed" || job.state === "dead" || job.state === "cancelled";
  const deed = canCancel ? "cancel" : canRetry ? "retry" : null;
  return (
    <>
      {deed !== null && (
        <Button
          size="xs"
          variant="default"
          loading={acting.isPending}
          onClick={() => acting.mutate(deed)}
          aria-label={`${t(`jobs.${deed}`)}: ${name}, ${dayAndTime(job.created_at)}`}
        >
          {t(`jobs.${deed}`)}
        </Button>
      )}
      <Trouble error={acting.error} />
    </>
  );
}
