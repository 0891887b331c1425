import { Alert, Button, Drawer, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RenderDetails } from "../../../../api/types.gen";
import { inOwnLanguage } from "../../../../lib/bilingual";
import { FilmIcon } from "../../../../ui/mediaIcons";
import { Trouble } from "../../../../ui/Trouble";
import { sceneTitle } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { Player } from "./Player";
import { estimateQuery, isUnderWay, type Renders } from "./useRenders";

interface Props {
  renders: Renders;
  onClose: () => void;
}

/** What a render would cost, how far it is, and what came of it. */
export default function RenderPanel({ renders, onClose }: Props) {
  const { t } = useTranslation("studio");
  const { latest } = renders;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(100vw, 760px)"
      title={t("project.renders.title")}
      closeButtonProps={{ "aria-label": t("project.renders.close") }}
    >
      <Stack>
        <Trouble error={renders.error} />
        {latest !== null && isUnderWay(latest) ? (
          <UnderWay render={latest} renders={renders} />
        ) : (
          <Start renders={renders} />
        )}
        {latest?.state === "failed" && <Failure render={latest} />}
        {latest?.state === "cancelled" && <Text role="status">{t("project.renders.cancelled")}</Text>}
        {latest?.state === "succeeded" && <Player key={latest.id} render={latest} />}
      </Stack>
    </Drawer>
  );
}

function Start({ renders }: { renders: Renders }) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const isSaved = useEditorState((state) => state.saved.state === "saved");
  const estimate = useQuery({ ...estimateQuery(renders.projectId), enabled: isSaved });
  const key = useRef<string | null>(null);
  const start = useMutation({
    mutationFn: async () => {
      if (!(await editor.saver.flush())) throw new Error(t("project.renders.notSaved"));
      key.current ??= crypto.getRandomValues(new Uint32Array(4)).join("-");
      await renders.start(key.current);
      key.current = null;
    },
  });
  const { data } = estimate;
  const made = new Set([...(data?.to_speak ?? []), ...(data?.to_draw ?? []), ...(data?.to_sound ?? [])]);
  return (
    <Stack gap="sm">
      <Trouble error={start.error ?? estimate.error} />
      <Text role="status">
        {data === undefined
          ? t("project.renders.estimating")
          : t("project.renders.estimate", {
              made: made.size,
              count: data.scene_count,
              seconds: Math.max(1, Math.ceil(data.seconds)),
            })}
      </Text>
      <Group>
        <Button leftSection={<FilmIcon />} loading={start.isPending} onClick={() => start.mutate()}>
          {t("project.renders.start")}
        </Button>
      </Group>
    </Stack>
  );
}

function UnderWay({ render, renders }: { render: RenderDetails; renders: Renders }) {
  const { t } = useTranslation("studio");
  const cancel = useMutation({ mutationFn: () => renders.cancel(render.id) });
  const percent = Math.round(render.fraction * 100);
  const left = render.seconds_left;
  return (
    <Stack gap="sm">
      <Trouble error={cancel.error} />
      <Text role="status">
        {render.state === "queued" ? t("project.renders.queued") : t("project.renders.running", { percent })}
        {left !== null && ` ${t("project.renders.left", { seconds: Math.max(1, Math.ceil(left)) })}`}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t("project.renders.progress")} />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {t("project.renders.leave")}
      </Text>
      <Group>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t("project.renders.cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

function Failure({ render }: { render: RenderDetails }) {
  const { t } = useTranslation("studio");
  const reason = inOwnLanguage(render.error as { en: unknown; pt: unknown } | null);
  const scene = useEditorState(({ document }) =>
    Object.values(document.scenes).find(({ key }) => key !== null && key === render.error?.scene),
  );
  return (
    <Alert color="red" role="alert" title={t("project.renders.failed")}>
      {typeof reason === "string" && <Text size="sm">{reason}</Text>}
      {scene !== undefined && <Text size="sm">{t("project.renders.failedScene", { title: sceneTitle(scene) })}</Text>}
    </Alert>
  );
}
