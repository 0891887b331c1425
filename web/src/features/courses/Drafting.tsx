import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { draftAgain, getJob, getProject } from "../../api/sdk.gen";
import { inOwnLanguage } from "../../lib/bilingual";
import { Trouble } from "../../ui/Trouble";
import { PROJECTS } from "./queries";

const WAIT_MS = 800;
const ENDED = new Set(["succeeded", "failed", "dead", "cancelled"]);

interface Props {
  projectId: string;
  jobId: string | undefined;
}

/** While the scenes are made; then the editor opens. Where that fails, why, and what can be done. */
export function Drafting({ projectId, jobId }: Props) {
  const { t } = useTranslation("courses");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: project, error } = useQuery({
    queryKey: [...PROJECTS, projectId, "drafting"],
    queryFn: async ({ signal }) =>
      (await getProject({ path: { project_id: projectId }, signal, throwOnError: true })).data,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.drafting === "waiting" ? WAIT_MS : false),
  });
  const { data: job } = useQuery({
    queryKey: ["job", jobId],
    enabled: jobId !== undefined,
    queryFn: async ({ signal }) => (await getJob({ path: { job_id: jobId ?? "" }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => (state.data !== undefined && ENDED.has(state.data.state) ? false : WAIT_MS),
  });
  const trying = useMutation({
    mutationFn: async () => (await draftAgain({ path: { project_id: projectId }, throwOnError: true })).data,
    onSuccess: async ({ job_id }) => {
      await queries.invalidateQueries({ queryKey: PROJECTS });
      void navigate({ to: "/new", search: (known) => ({ ...known, project: projectId, job: job_id }), replace: true });
    },
  });
  const isReady = project?.drafting === "ready";
  useEffect(() => {
    if (!isReady) return;
    void queries.invalidateQueries({ queryKey: PROJECTS });
    void navigate({ to: "/projects/$projectId", params: { projectId }, replace: true });
  }, [isReady, navigate, projectId, queries]);

  if (project?.drafting === "failed") {
    return (
      <Stack>
        <Alert color="red" role="alert" title={t("card.draftFailed")}>
          {inOwnLanguage(project.error)}
        </Alert>
        <Trouble error={trying.error} />
        <Group gap="xs">
          <Button loading={trying.isPending} onClick={() => trying.mutate()}>
            {t("card.draftAgain")}
          </Button>
          <Button component={Link} to="/" variant="default">
            {t("common:errors.home")}
          </Button>
        </Group>
      </Stack>
    );
  }
  const percent = Math.round((job?.fraction ?? 0) * 100);
  return (
    <Stack className="panel" gap="sm">
      <Trouble error={error} />
      <Text fw={600} role="status">
        {t("drafting.title", { title: project?.title ?? "" })}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={Math.max(percent, 4)} animated striped aria-label={t("drafting.progress")} />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {t("drafting.leave")}
      </Text>
    </Stack>
  );
}
