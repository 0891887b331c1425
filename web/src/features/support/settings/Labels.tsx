import { Button, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeLabel, createLabel, deleteLabel } from "../../../api/sdk.gen";
import type { LabelDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { Card } from "../../../ui/Card";
import { FormDialog } from "../../../ui/FormDialog";
import { Rows } from "../../../ui/Rows";
import { Kept } from "./Kept";
import { labelsQuery, seen } from "./queries";
import "./settings.css";

export function Labels({ labels, manages }: { labels: readonly LabelDetails[]; manages: boolean }) {
  const { t } = useTranslation("supportSettings");
  const queries = useQueryClient();
  const [opened, setOpened] = useState<LabelDetails | "new" | null>(null);
  async function remove(label: LabelDetails) {
    await deleteLabel({ path: { label_id: label.id }, headers: seen(label), throwOnError: true });
    await queries.invalidateQueries({ queryKey: labelsQuery.queryKey });
  }
  return (
    <Card
      title={t("labels.title")}
      lead={t("labels.lead")}
      actions={manages && <Button onClick={() => setOpened("new")}>{t("labels.new")}</Button>}
    >
      {labels.length === 0 ? (
        <Text c="dimmed">{t("labels.none")}</Text>
      ) : (
        <Rows label={t("labels.title")}>
          {labels.map((label) => (
            <Kept
              key={label.id}
              title={
                <>
                  <span className="label-dot" style={{ background: label.colour }} aria-hidden />
                  {label.name}
                </>
              }
              name={label.name}
              question={t("labels.deleteText")}
              manages={manages}
              onEdit={() => setOpened(label)}
              remove={() => remove(label)}
            />
          ))}
        </Rows>
      )}
      {opened !== null && <LabelDialog label={opened === "new" ? null : opened} onClose={() => setOpened(null)} />}
    </Card>
  );
}

function LabelDialog({ label, onClose }: { label: LabelDetails | null; onClose: () => void }) {
  const { t } = useTranslation(["supportSettings", "common"]);
  const queries = useQueryClient();
  const first = { name: label?.name ?? "", colour: label?.colour ?? "#1c7ed6" };
  const { form, error, isBusy, submit } = useServerForm(first, async (body) => {
    if (label === null) await createLabel({ body, throwOnError: true });
    else await changeLabel({ path: { label_id: label.id }, body, headers: seen(label), throwOnError: true });
    onClose();
    await queries.invalidateQueries({ queryKey: labelsQuery.queryKey });
  });
  return (
    <FormDialog
      title={label === null ? t("labels.new") : t("edit", { name: label.name })}
      deed={t("common:actions.save")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld={isBusy}
      isReady={form.values.name.trim() !== ""}
      error={error}
    >
      <TextInput
        label={t("labels.name")}
        autoComplete="off"
        maxLength={50}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      <TextInput type="color" label={t("labels.colour")} maw={140} {...form.getInputProps("colour")} />
    </FormDialog>
  );
}
