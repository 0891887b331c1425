import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { downloadReportExport, exportReport, getJob, getReportExport } from "../../../api/sdk.gen";
import type { ReportExportDetails } from "../../../api/types.gen";
import { apiLanguage } from "../../../lib/i18n";
import { toast } from "../../../lib/toasts";
import { DownloadIcon } from "../../../ui/icons";
import { Trouble } from "../../../ui/Trouble";
import type { Asked } from "./period";

const KINDS = ["overview", "conversations"] as const satisfies readonly ReportExportDetails["kind"][];
const PAUSE_MS = 700;

/** Has the report written as a file, waits for it, and gives it to the person. */
export function ExportButton({ asked }: { asked: Asked | null }) {
  const { t } = useTranslation("reports");
  const exporting = useMutation({
    mutationFn: async (kind: ReportExportDetails["kind"]) => {
      const body = { ...asked, kind, language: apiLanguage() };
      const { data: export_ } = await exportReport({ body, throwOnError: true });
      if (!(await isWritten(export_))) throw new Error(t("exports.failed"));
      const path = { report_export_id: export_.id };
      return (await downloadReportExport({ path, throwOnError: true })).data.url;
    },
    onSuccess: (url) => {
      toast({ id: "report-export", title: t("exports.ready"), tone: "good" });
      const link = document.createElement("a");
      link.href = url;
      link.click();
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<DownloadIcon />}
            loading={exporting.isPending}
            disabled={asked === null}
          >
            {t("exports.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown maw={320}>
          {KINDS.map((kind) => (
            <Menu.Item key={kind} onClick={() => exporting.mutate(kind)}>
              {t(`exports.${kind}`)}
            </Menu.Item>
          ))}
          <Menu.Label>{t("exports.help")}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <Trouble error={exporting.error} />
    </>
  );
}

/** False when the job gave up. */
async function isWritten(export_: ReportExportDetails): Promise<boolean> {
  const path = { report_export_id: export_.id };
  while (!(await getReportExport({ path, throwOnError: true })).data.is_ready) {
    if (export_.job_id === null) return false;
    const { data: job } = await getJob({ path: { job_id: export_.job_id }, throwOnError: true });
    if (job.state === "failed" || job.state === "cancelled") return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return true;
}
