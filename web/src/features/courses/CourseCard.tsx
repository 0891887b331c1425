import { Badge, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftAgain, getProject } from "../../api/sdk.gen";
import type { ProjectSummary } from "../../api/types.gen";
import { inOwnLanguage } from "../../lib/bilingual";
import { useMay } from "../../lib/permissions";
import { ago, dayAndTime } from "../../lib/time";
import { DocumentIcon } from "../../ui/mediaIcons";
import { Trouble } from "../../ui/Trouble";
import { CourseMenu } from "./CourseMenu";
import { PROJECTS } from "./queries";

const COLOURS = { draft: "gray", published: "green", archived: "orange" } as const;

interface Props {
  project: ProjectSummary;
  /** Something was done with it, to be told. */
  onSaid: (message: string) => void;
  /** It is not on the shelf any more. */
  onGone: (message: string) => void;
}

export function CourseCard({ project, onSaid, onGone }: Props) {
  const { t } = useTranslation("courses");
  return (
    <article className="course-card">
      <Cover project={project} />
      <Stack gap={6} p="sm">
        <Group justify="space-between" align="center" wrap="nowrap" gap={4}>
          <Text component="h2" fw={650} fz="md" m={0} lh={1.3}>
            <Link to="/projects/$projectId" params={{ projectId: project.id }} className="course-open">
              {project.title}
            </Link>
          </Text>
          <CourseMenu project={project} onSaid={onSaid} onGone={onGone} />
        </Group>
        <Group gap="xs">
          <Badge variant="light" color={COLOURS[project.state]} tt="none" classNames={{ label: "plain-text" }}>
            {t(`state.${project.state}`)}
          </Badge>
          {project.drafting === "ready" && (
            <Text size="sm" c="dimmed">
              {t("card.scenes", { count: project.scene_count })}
            </Text>
          )}
        </Group>
        <Text size="sm" c="dimmed" title={dayAndTime(project.updated_at)}>
          {t("card.changed", { when: ago(project.updated_at) })}
        </Text>
        {project.drafting === "failed" && <DraftFailed project={project} />}
      </Stack>
    </article>
  );
}

function Cover({ project }: { project: ProjectSummary }) {
  const { t } = useTranslation("courses");
  // The scenes change without the project's own version; the moment changes with both.
  const picture = `/api/v1/scenes/${project.cover_scene_id}/preview.png?width=640&v=${project.updated_at}`;
  const [failed, setFailed] = useState("");
  const isShown = project.drafting === "ready" && project.cover_scene_id !== null && failed !== picture;
  return (
    <div className="picture-box">
      {project.drafting === "waiting" && (
        <Stack align="center" gap="xs" role="status">
          <Loader size="sm" aria-hidden />
          <Text size="sm">{t("card.drafting")}</Text>
        </Stack>
      )}
      {project.drafting !== "waiting" && !isShown && <DocumentIcon />}
      {isShown && <img src={picture} alt="" loading="lazy" onError={() => setFailed(picture)} />}
    </div>
  );
}

/** Why its scenes could not be made, and another try. */
function DraftFailed({ project }: { project: ProjectSummary }) {
  const { t } = useTranslation("courses");
  const mayEdit = useMay("content:edit");
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: [...PROJECTS, project.id, "why", project.version],
    queryFn: async ({ signal }) =>
      (await getProject({ path: { project_id: project.id }, signal, throwOnError: true })).data.error,
  });
  const trying = useMutation({
    mutationFn: () => draftAgain({ path: { project_id: project.id }, throwOnError: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: PROJECTS }),
  });
  return (
    <Stack gap="xs" className="course-above">
      <Text size="sm" role="alert">
        <strong>{t("card.draftFailed")}</strong> {inOwnLanguage(data)}
      </Text>
      <Trouble error={trying.error} />
      {mayEdit && (
        <Button size="compact-md" variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
          {t("card.draftAgain")}
        </Button>
      )}
    </Stack>
  );
}
