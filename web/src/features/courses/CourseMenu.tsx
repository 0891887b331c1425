import { ActionIcon, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { archiveProject, deleteProject, duplicateProject, publishProject, reopenProject } from "../../api/sdk.gen";
import type { ProjectSummary } from "../../api/types.gen";
import { explain } from "../../lib/http";
import { useMay } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { DotsIcon } from "./icons";
import { PROJECTS } from "./queries";
import { RenameDialog } from "./RenameDialog";
import { renameProject } from "./renaming";
import { ifMatch } from "./versions";

interface Props {
  project: ProjectSummary;
  onSaid: (message: string) => void;
  onGone: (message: string) => void;
}

type Asked = "rename" | "publish" | "archive" | "delete";

/** What can be done with a course on the shelf. */
export function CourseMenu({ project, onSaid, onGone }: Props) {
  const { t } = useTranslation("courses");
  const queries = useQueryClient();
  const mayEdit = useMay("content:edit");
  const mayPublish = useMay("content:publish");
  const [asked, setAsked] = useState<Asked | null>(null);
  const { title, state } = project;
  const path = { project_id: project.id };
  const known = { path, headers: ifMatch(project.version), throwOnError: true } as const;
  const readAgain = () => queries.invalidateQueries({ queryKey: PROJECTS });
  const close = () => setAsked(null);

  /** Tells what was done, or why it was not; what the shelf shows is read again either way. */
  async function act(deed: () => Promise<unknown>, tell: () => void) {
    try {
      await deed();
      tell();
    } finally {
      void readAgain();
    }
  }
  const acting = useMutation({
    mutationFn: ({ deed, done }: { deed: () => Promise<unknown>; done: string }) => act(deed, () => onSaid(done)),
    onError: (error) => onSaid(explain(error)),
  });
  const isReady = project.drafting === "ready";
  const isArchived = state === "archived";

  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            className="course-above"
            aria-label={t("menu.name", { title })}
            loading={acting.isPending}
          >
            <DotsIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/projects/${project.id}`}>
            {t("menu.open")}
          </Menu.Item>
          {mayEdit && !isArchived && <Menu.Item onClick={() => setAsked("rename")}>{t("menu.rename")}</Menu.Item>}
          {mayEdit && isReady && (
            <Menu.Item
              onClick={() =>
                acting.mutate({
                  deed: () => duplicateProject({ path, throwOnError: true }),
                  done: t("menu.duplicated", { title }),
                })
              }
            >
              {t("menu.duplicate")}
            </Menu.Item>
          )}
          {mayEdit && isReady && !isArchived && project.document_id !== null && (
            <Menu.Item component={Link} to={`/projects/${project.id}/changes`}>
              {t("menu.newVersion")}
            </Menu.Item>
          )}
          {mayPublish && <Menu.Divider />}
          {mayPublish && state === "draft" && isReady && (
            <Menu.Item onClick={() => setAsked("publish")}>{t("menu.publish")}</Menu.Item>
          )}
          {mayPublish && state !== "draft" && (
            <Menu.Item
              onClick={() => acting.mutate({ deed: () => reopenProject(known), done: t("menu.reopened", { title }) })}
            >
              {t("menu.reopen")}
            </Menu.Item>
          )}
          {mayPublish && !isArchived && <Menu.Item onClick={() => setAsked("archive")}>{t("menu.archive")}</Menu.Item>}
          {mayEdit && <Menu.Divider />}
          {mayEdit && (
            <Menu.Item className="danger-item" onClick={() => setAsked("delete")}>
              {t("menu.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === "rename" && (
        <RenameDialog
          title={t("rename.course")}
          label={t("rename.title")}
          name={title}
          maxLength={300}
          rename={(name) =>
            act(
              () => renameProject(project, name),
              () => onSaid(t("rename.done", { title: name })),
            )
          }
          onClose={close}
        />
      )}
      {asked === "publish" && (
        <Confirm
          title={t("publish.title")}
          text={t("publish.text", { title })}
          deed={t("menu.publish")}
          isDangerous={false}
          act={() =>
            act(
              () => publishProject(known),
              () => onSaid(t("publish.done", { title })),
            )
          }
          onClose={close}
        />
      )}
      {asked === "archive" && (
        <Confirm
          title={t("archive.title")}
          text={t("archive.text", { title })}
          deed={t("menu.archive")}
          isDangerous={false}
          act={() =>
            act(
              () => archiveProject(known),
              () => onGone(t("archive.done", { title })),
            )
          }
          onClose={close}
        />
      )}
      {asked === "delete" && (
        <Confirm
          title={t("delete.title")}
          text={t("delete.text", { title, count: project.scene_count })}
          deed={t("delete.deed")}
          act={() =>
            act(
              () => deleteProject(known),
              () => onGone(t("delete.done", { title })),
            )
          }
          onClose={close}
        />
      )}
    </>
  );
}
