import { Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangesApplied } from "../../api/types.gen";
import { useMay } from "../../lib/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { Trouble } from "../../ui/Trouble";
import { TroublePage } from "../../ui/TroublePage";
import { ChangesForm } from "./ChangesForm";
import { CHANGES, changesQuery, codeOf, documentQuery, projectQuery, scenesByKeyQuery } from "./changesQueries";
import "./courses.css";
import { NewVersion } from "./NewVersion";
import { isRead, PROJECTS } from "./queries";

/** A newer version of the document that a course was made from: what it changes, scene by scene, to be decided. */
export default function ChangesPage() {
  const { t } = useTranslation("courses");
  const { projectId } = useParams({ from: "/inside/projects/$projectId/changes" });
  const queries = useQueryClient();
  const mayEdit = useMay("content:edit");
  const [applied, setApplied] = useState<ChangesApplied | null>(null);
  const project = useQuery(projectQuery(projectId));
  const document = useQuery(documentQuery(project.data?.document_id));
  const newest = document.data?.latest;
  // Nothing is asked for as long as the answer can only be that there is nothing.
  const isNewer = newest !== undefined && newest.id !== project.data?.document_version_id && isRead(newest);
  const changes = useQuery({ ...changesQuery(projectId, newest?.id), enabled: isNewer && applied === null });
  const scenes = useQuery(scenesByKeyQuery(projectId));

  if (project.data === undefined) {
    if (project.isError) return <TroublePage error={project.error} retry={() => void project.refetch()} />;
    return <Loading />;
  }
  const { title, document_id: documentId } = project.data;
  const code = codeOf(changes.error);
  const hasNothing = document.data !== undefined && (!isNewer || code === "no_newer_version");
  const readAgain = () => queries.invalidateQueries({ queryKey: [...CHANGES, projectId] });

  return (
    <Page
      title={t("changes.title")}
      actions={
        <Button component={Link} to={`/projects/${projectId}`} variant="default">
          {t("changes.toEditor")}
        </Button>
      }
    >
      <Group gap="xs" mt={-16}>
        <Anchor component={Link} to="/">
          {t("shelf.title")}
        </Anchor>
        <Text c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {title}
        </Text>
      </Group>
      {applied !== null ? (
        <EmptyState title={t("changes.applied")} text={t("changes.appliedText", { count: applied.scene_count })}>
          <Button component={Link} to={`/projects/${projectId}`} data-autofocus>
            {t("changes.toEditor")}
          </Button>
        </EmptyState>
      ) : documentId === null ? (
        <EmptyState title={t("changes.noDocument")} text={t("changes.noDocumentText")} />
      ) : (
        <Stack gap="lg">
          <Trouble error={document.error} />
          {(document.isPending || changes.isFetching) && <Loading />}
          {code === "slides_being_drawn" && (
            <Group role="status">
              <Loader size="sm" aria-hidden />
              <Text>{t("changes.beingDrawn")}</Text>
            </Group>
          )}
          {code !== null && !["no_newer_version", "slides_being_drawn"].includes(code) && (
            <Trouble error={changes.error} />
          )}
          {code === null && <Trouble error={changes.error} />}
          <Trouble error={scenes.error} />
          {changes.data !== undefined && scenes.data !== undefined && (
            <ChangesForm
              key={changes.data.to_version_id}
              changes={changes.data}
              scenes={scenes.data}
              mayEdit={mayEdit}
              onApplied={(done) => {
                setApplied(done);
                void queries.invalidateQueries({ queryKey: PROJECTS });
              }}
              onOutdated={() => void readAgain()}
            />
          )}
          {mayEdit && code !== "slides_being_drawn" && <NewVersion documentId={documentId} isFirst={hasNothing} />}
        </Stack>
      )}
    </Page>
  );
}
