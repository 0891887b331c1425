import { Button, Center, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { draftAgain, getProject } from "../../../api/sdk.gen";
import type { ProjectDetails } from "../../../api/types.gen";
import { inOwnLanguage } from "../../../lib/bilingual";
import { useMay } from "../../../lib/permissions";
import { Trouble } from "../../../ui/Trouble";
import { TroublePage } from "../../../ui/TroublePage";
import { allScenes } from "./apiServer";
import { EditorPage } from "./EditorPage";

const WAIT_MS = 1000;

/** The editor's own state goes on from what is read here once, so it is read anew each time the page is opened. */
const openedQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["project", projectId, "opened"],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const reading = getProject({ path: { project_id: projectId }, signal, throwOnError: true });
      const [{ data: project }, scenes] = await Promise.all([reading, allScenes(projectId)]);
      return { project, scenes };
    },
    refetchInterval: ({ state }) => (state.data?.project.drafting === "waiting" ? WAIT_MS : false),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export default function ProjectPage() {
  const { projectId } = useParams({ from: "/inside/projects/$projectId" });
  // All texts of the editor at once: one after another, each would keep the page waiting.
  const { t } = useTranslation(["studio", "editor"]);
  const mayEdit = useMay("content:edit");
  const { data, error, refetch } = useQuery(openedQuery(projectId));
  if (data === undefined) {
    if (error !== null) return <TroublePage error={error} retry={() => void refetch()} />;
    return <Waiting text={t("project.opening")} />;
  }
  const { project, scenes } = data;
  if (project.drafting === "waiting") return <Waiting text={t("project.drafting")} />;
  if (scenes.length === 0) return <WithoutScenes project={project} mayTry={mayEdit && project.drafting === "failed"} />;
  const readOnly = project.state === "archived" ? "archived" : mayEdit ? null : "permission";
  return <EditorPage key={projectId} project={project} scenes={scenes} readOnly={readOnly} />;
}

function Waiting({ text }: { text: string }) {
  return (
    <Center mih="60vh">
      <Stack align="center" role="status">
        <Loader aria-hidden />
        <Text>{text}</Text>
      </Stack>
    </Center>
  );
}

/** Why there is nothing to edit, and another try where the scenes could not be made. */
function WithoutScenes({ project, mayTry }: { project: ProjectDetails; mayTry: boolean }) {
  const { t } = useTranslation("studio");
  const queries = useQueryClient();
  const reason = inOwnLanguage(project.error);
  const trying = useMutation({
    mutationFn: () => draftAgain({ path: { project_id: project.id }, throwOnError: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: openedQuery(project.id).queryKey }),
  });
  return (
    <Center mih="60vh" p="md">
      <Stack align="center" maw={480}>
        <Title order={1} size="h2" ta="center">
          {project.drafting === "failed" ? t("project.draftFailed") : t("project.empty")}
        </Title>
        {typeof reason === "string" && (
          <Text role="alert" ta="center" style={{ overflowWrap: "anywhere" }}>
            {reason}
          </Text>
        )}
        <Trouble error={trying.error} />
        <Group justify="center" gap="xs">
          {mayTry && (
            <Button loading={trying.isPending} onClick={() => trying.mutate()}>
              {t("project.draftAgain")}
            </Button>
          )}
          <Button variant={mayTry ? "default" : undefined} component={Link} to="/">
            {t("project.toProjects")}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
