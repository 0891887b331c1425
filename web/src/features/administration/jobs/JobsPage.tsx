import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listJobs } from "../../../api/sdk.gen";
import type { JobDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import { useMay } from "../../../lib/permissions";
import { EmptyState } from "../../../ui/EmptyState";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Section } from "../Section";
import { JobRow } from "./JobRow";
import { JOB_NAMES, JOB_STATES } from "./names";

const WATCH_MS = 3000;

const jobsQuery = (state: JobDetails["state"] | null, name: string | null) =>
  pagesQuery<JobDetails>(["jobs", state, name], (cursor, signal) =>
    listJobs({ query: { cursor, ...(state && { state }), ...(name && { name }) }, signal, throwOnError: true }),
  );

export default function JobsPage() {
  const { t } = useTranslation("administration");
  const [state, setState] = useState<JobDetails["state"] | null>(null);
  const [name, setName] = useState<string | null>(null);
  const may = useMay("content:read");
  const query = useInfiniteQuery({
    ...jobsQuery(state, name),
    enabled: may,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((job) => job.state === "queued" || job.state === "running"))
        ? WATCH_MS
        : false,
  });
  return (
    <Section area="jobs">
      <div className="filters">
        <Select
          label={t("jobs.state")}
          placeholder={t("all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={JOB_STATES.map((value) => ({ value, label: t(`jobs.states.${value}`) }))}
          value={state}
          onChange={(value) => setState(value as JobDetails["state"] | null)}
        />
        <Select
          label={t("jobs.name")}
          placeholder={t("all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={JOB_NAMES.map((value) => ({ value, label: t(`jobs.names.${value}`) }))}
          value={name}
          onChange={setName}
        />
      </div>
      <Pages query={query} empty={<EmptyState title={t("jobs.none")} />}>
        {(items) => (
          <Rows label={t("jobs.title")}>
            {items.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </Rows>
        )}
      </Pages>
    </Section>
  );
}
