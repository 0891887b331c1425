import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LineDifference, RevisionDetails, SceneDifference } from "../../../../api/types.gen";
import { Dialog } from "../../../../ui/Dialog";
import { Loading } from "../../../../ui/Loading";
import { Trouble } from "../../../../ui/Trouble";
import { useEditor } from "../store";
import { comparisonQuery, restore } from "./queries";

interface Props {
  revision: RevisionDetails;
  mayRestore: boolean;
  onClose: () => void;
}

/** What changed since a kept state, and the way back to it; the state before going back is kept too. */
export function ComparisonDialog({ revision, mayRestore, onClose }: Props) {
  const { t } = useTranslation("revisions");
  const editor = useEditor();
  const queries = useQueryClient();
  const compared = useQuery(comparisonQuery(revision.project_id, revision.id));
  const restoring = useMutation({
    mutationFn: async () => {
      if (!(await editor.saver.flush())) throw new Error(t("unsaved"));
      await restore(revision.id);
    },
    // The editor's own state goes on from what it read: the course is opened anew.
    onSuccess: () => queries.resetQueries({ queryKey: ["project", revision.project_id] }),
  });
  const { data } = compared;
  const isSame = data !== undefined && data.fields.length === 0 && data.scenes.length === 0;
  return (
    <Dialog
      title={t("since", { name: revision.name ?? t("number", { number: revision.number }) })}
      onClose={onClose}
      size="lg"
    >
      <Stack>
        <Trouble error={compared.error ?? restoring.error} />
        {data === undefined && compared.error === null && <Loading />}
        {isSame && <Text>{t("same")}</Text>}
        {(data?.fields.length ?? 0) > 0 && <Text size="sm">{t("settings", { count: data?.fields.length })}</Text>}
        <ul className="revisions">
          {data?.scenes.map((scene) => (
            <OneScene key={scene.scene_id} scene={scene} />
          ))}
        </ul>
        {mayRestore && !isSame && data !== undefined && (
          <>
            <Text size="sm" c="dimmed">
              {t("restoreHint")}
            </Text>
            <Group justify="end">
              <Button loading={restoring.isPending} onClick={() => restoring.mutate()}>
                {t("restore")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Dialog>
  );
}

function OneScene({ scene }: { scene: SceneDifference }) {
  const { t } = useTranslation("revisions");
  return (
    <li className="revisions-one">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {scene.title || t("untitled")}
        </Text>
        <Badge variant="light" size="sm" tt="none">
          {t(`changes.${scene.change}`)}
        </Badge>
      </Group>
      {(scene.lines ?? []).map((line) => (
        <OneLine key={`${line.before_at} ${line.after_at}`} line={line} />
      ))}
      {(scene.fields?.length ?? 0) > 0 && (
        <Text size="xs" c="dimmed">
          {t("slide")}
        </Text>
      )}
    </li>
  );
}

function OneLine({ line }: { line: LineDifference }) {
  const runs = line.words ?? [];
  return (
    <Text size="sm">
      {runs.map((run, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no ids, and never move
        if (run.change === "added") return <ins key={at}>{run.text} </ins>;
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no ids, and never move
        if (run.change === "removed") return <del key={at}>{run.text} </del>;
        return `${run.text} `;
      })}
    </Text>
  );
}
