import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AddedVersion } from "../../api/types.gen";
import { useMay } from "../../lib/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { sortDropped } from "./accepted";
import "./courses.css";
import { DocumentCourse } from "./DocumentCourse";
import { DocumentSender } from "./DocumentSender";
import { Drafting } from "./Drafting";
import { take } from "./dropped";
import { ImportCourse } from "./ImportCourse";
import { usageQuery } from "./queries";
import { WaysIn } from "./WaysIn";

/** From a document to a course, on one page. Where one is stands in the address, so that it can be loaded anew. */
export default function NewCoursePage() {
  const { t } = useTranslation("courses");
  const mayEdit = useMay("content:edit");
  return (
    <Page title={t("new.title")} lead={t("new.lead")}>
      {mayEdit ? <Steps /> : <EmptyState title={t("new.notAllowed")} text={t("new.notAllowedText")} />}
    </Page>
  );
}

function Steps() {
  const navigate = useNavigate();
  const { document, version, project, job } = useSearch({ from: "/inside/new" });
  const [files, setFiles] = useState<File[] | null>(() => {
    const handed = take();
    return handed.length > 0 ? handed : null;
  });
  const { data: usage } = useQuery(usageQuery);
  const startOver = () => {
    setFiles(null);
    void navigate({ to: "/new", search: {} });
  };
  function onAdded({ id, version: added }: AddedVersion) {
    setFiles(null);
    void navigate({ to: "/new", search: { document: id, version: added.number }, replace: true });
  }

  if (project !== undefined) return <Drafting projectId={project} jobId={job} />;
  if (document !== undefined && version !== undefined) {
    return <DocumentCourse key={document} documentId={document} number={version} onOther={startOver} />;
  }
  const dropped = files === null ? null : sortDropped(files, usage?.largest_file_bytes);
  if (dropped?.kind === "document") {
    return <DocumentSender file={dropped.file} onAdded={onAdded} onCancel={startOver} />;
  }
  if (dropped?.kind === "course") {
    return <ImportCourse course={dropped.course} media={dropped.media} onOther={startOver} />;
  }
  return (
    <WaysIn
      refused={dropped?.kind === "refused" ? dropped : null}
      largest={usage?.largest_file_bytes}
      onFiles={setFiles}
    />
  );
}
