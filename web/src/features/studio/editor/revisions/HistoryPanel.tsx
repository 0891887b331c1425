import "./revisions.css";
import { Badge, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RevisionDetails } from "../../../../api/types.gen";
import { useMay } from "../../../../lib/permissions";
import { dayAndTime } from "../../../../lib/time";
import { Pages } from "../../../../ui/Pages";
import { Trouble } from "../../../../ui/Trouble";
import { useEditor, useEditorState } from "../store";
import { ComparisonDialog } from "./ComparisonDialog";
import { keep, revisionsQuery } from "./queries";

/** States of the course that were kept: to look at what changed since, and to go back. */
export default function HistoryPanel() {
  const { t } = useTranslation("revisions");
  const editor = useEditor();
  const queries = useQueryClient();
  const projectId = useEditorState((state) => state.project.id);
  const revisions = useInfiniteQuery(revisionsQuery(projectId));
  const mayEdit = useMay("content:edit");
  const [name, setName] = useState("");
  const [opened, setOpened] = useState<RevisionDetails | null>(null);
  const keeping = useMutation({
    mutationFn: async () => {
      if (!(await editor.saver.flush())) throw new Error(t("unsaved"));
      await keep(projectId, name);
    },
    onSuccess: async () => {
      setName("");
      await queries.invalidateQueries({ queryKey: ["revisions", projectId] });
    },
  });
  return (
    <Stack p="sm" gap="md">
      {mayEdit && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keeping.mutate();
          }}
        >
          <Stack gap="xs">
            <TextInput
              label={t("name")}
              description={t("lead")}
              placeholder={t("namePlaceholder")}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Trouble error={keeping.error} />
            <Group justify="end">
              <Button type="submit" size="xs" loading={keeping.isPending}>
                {t("keep")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      <Pages query={revisions} empty={<Text c="dimmed">{t("none")}</Text>}>
        {(items) => (
          <ol className="revisions">
            {items.map((revision) => (
              <li key={revision.id} className="revisions-one">
                <Group justify="space-between" gap="xs" wrap="nowrap">
                  <Text size="sm" fw={600} truncate>
                    {revision.name ?? t("number", { number: revision.number })}
                  </Text>
                  <Badge variant="light" color="gray" size="sm" tt="none">
                    {t(`reasons.${revision.reason}`)}
                  </Badge>
                </Group>
                <Text size="xs" c="dimmed">
                  {t("facts", { when: dayAndTime(revision.created_at), count: revision.scene_count })}
                </Text>
                <Group>
                  <Button size="compact-sm" variant="subtle" onClick={() => setOpened(revision)}>
                    {t("compare")}
                  </Button>
                </Group>
              </li>
            ))}
          </ol>
        )}
      </Pages>
      {opened !== null && <ComparisonDialog revision={opened} mayRestore={mayEdit} onClose={() => setOpened(null)} />}
    </Stack>
  );
}
