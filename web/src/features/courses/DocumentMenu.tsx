import { ActionIcon, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteDocument, downloadDocument, getDocument } from "../../api/sdk.gen";
import type { DocumentSummary } from "../../api/types.gen";
import { explain } from "../../lib/http";
import { useMay } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { DotsIcon } from "./icons";
import { DOCUMENTS, PROJECTS } from "./queries";
import { RenameDialog } from "./RenameDialog";
import { renameKeptDocument } from "./renaming";
import { ifMatch } from "./versions";

interface Props {
  document: DocumentSummary;
  onNewVersion: () => void;
  onSaid: (message: string) => void;
  onGone: (message: string) => void;
}

export function DocumentMenu({ document, onNewVersion, onSaid, onGone }: Props) {
  const { t } = useTranslation("courses");
  const queries = useQueryClient();
  const mayEdit = useMay("content:edit");
  const [asked, setAsked] = useState<"rename" | "delete" | null>(null);
  const { name } = document;
  const path = { document_id: document.id };
  const close = () => setAsked(null);
  const readAgain = () => queries.invalidateQueries({ queryKey: DOCUMENTS });
  const downloading = useMutation({
    mutationFn: async () => (await downloadDocument({ path, throwOnError: true })).data.url,
    onSuccess: (url) => window.location.assign(url),
    onError: (error) => onSaid(explain(error)),
  });
  async function rename(wanted: string) {
    try {
      await renameKeptDocument(document, wanted);
      onSaid(t("rename.done", { title: wanted }));
    } finally {
      void readAgain();
    }
  }
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("documents.menu", { name })}>
            <DotsIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => downloading.mutate()}>{t("documents.download")}</Menu.Item>
          {mayEdit && <Menu.Item onClick={onNewVersion}>{t("documents.newVersion")}</Menu.Item>}
          {mayEdit && <Menu.Item onClick={() => setAsked("rename")}>{t("menu.rename")}</Menu.Item>}
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
          title={t("rename.document")}
          label={t("rename.name")}
          name={name}
          maxLength={200}
          rename={rename}
          onClose={close}
        />
      )}
      {asked === "delete" && (
        <DeleteDialog
          document={document}
          onDone={() => {
            onGone(t("documents.deleted", { name }));
            void readAgain();
            void queries.invalidateQueries({ queryKey: PROJECTS });
          }}
          onClose={close}
        />
      )}
    </>
  );
}

/** Says which courses lose their links to it. */
function DeleteDialog({
  document,
  onDone,
  onClose,
}: {
  document: DocumentSummary;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("courses");
  const path = { document_id: document.id };
  const { data } = useQuery({
    queryKey: [...DOCUMENTS, document.id, "uses"],
    gcTime: 0,
    queryFn: async ({ signal }) => (await getDocument({ path, signal, throwOnError: true })).data,
  });
  const count = data?.project_count ?? 0;
  return (
    <Confirm
      title={t("documents.deleteTitle")}
      text={
        <>
          {t("documents.deleteText", { name: document.name })} {count > 0 && t("documents.deleteUses", { count })}
        </>
      }
      deed={t("documents.deleteDeed")}
      act={async () => {
        const headers = ifMatch(data?.version ?? document.version);
        // Forced only where it was said what loses its links.
        await deleteDocument({ path, headers, query: { force: count > 0 }, throwOnError: true });
        onDone();
      }}
      onClose={onClose}
    />
  );
}
