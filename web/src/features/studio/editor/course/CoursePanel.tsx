import { Button, Group, NativeSelect, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectDetails } from "../../../../api/types.gen";
import { Loading } from "../../../../ui/Loading";
import { Trouble } from "../../../../ui/Trouble";
import { useEditor, useEditorState } from "../store";
import { choicesQuery, save, takeAsset } from "./queries";

const SIZES = ["1080p", "720p", "vertical", "square"] as const;
const TRANSITIONS = ["none", "crossfade", "push"] as const;
const NONE = "";

/** How the whole course looks and sounds: applied together, as all its pictures and speech hang on it. */
export default function CoursePanel() {
  const project = useEditorState((state) => state.project);
  return <Settings key={project.version} project={project} />;
}

function Settings({ project }: { project: ProjectDetails }) {
  const { t } = useTranslation("course");
  const editor = useEditor();
  const queries = useQueryClient();
  const choices = useQuery(choicesQuery(project));
  const [wanted, setWanted] = useState({
    template: NONE,
    size: project.size,
    voice: project.voice ?? NONE,
    speed: project.speed,
    brand_id: project.brand_id ?? NONE,
    lexicon_id: project.lexicon_id ?? NONE,
    transition: project.transition.kind ?? "crossfade",
    music: project.music?.file ?? NONE,
    level: project.music?.level_db ?? -24,
  });
  const applying = useMutation({
    mutationFn: async () => {
      if (!(await editor.saver.flush())) throw new Error(t("unsaved"));
      const isNew = wanted.music.startsWith("asset:");
      const file = isNew ? await takeAsset(project.id, wanted.music.slice("asset:".length)) : wanted.music;
      await save(project, {
        ...(wanted.template === NONE ? {} : { template_id: wanted.template }),
        size: wanted.size,
        voice: wanted.voice || null,
        speed: wanted.speed,
        brand_id: wanted.brand_id || null,
        lexicon_id: wanted.lexicon_id || null,
        transition: { ...project.transition, kind: wanted.transition },
        music: file === NONE ? null : { file, level_db: wanted.level },
      });
    },
    // Everything that is shown and heard hangs on it: the course is opened anew.
    onSuccess: () => queries.resetQueries({ queryKey: ["project", project.id] }),
  });
  if (choices.data === undefined) return choices.error === null ? <Loading /> : <Trouble error={choices.error} />;
  const { templates, voices, brands, lexicons, sounds } = choices.data;
  const set = (part: Partial<typeof wanted>) => setWanted((before) => ({ ...before, ...part }));
  const named = (items: readonly { id: string; name: string }[], none: string) => [
    { value: NONE, label: none },
    ...items.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const music = [
    { value: NONE, label: t("noMusic") },
    ...(project.music == null
      ? []
      : [{ value: project.music.file, label: t("musicNow", { file: project.music.file }) }]),
    ...sounds.map(({ id, name }) => ({ value: `asset:${id}`, label: name })),
  ];
  return (
    <aside className="editor-panel" aria-labelledby="course">
      <Stack gap="sm">
        <Title order={2} size="h4" id="course">
          {t("title")}
        </Title>
        <NativeSelect
          label={t("template")}
          value={wanted.template}
          data={named(templates, t("templateNow", { look: t(`looks.${project.look}`) }))}
          onChange={(event) => set({ template: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("brand")}
          value={wanted.brand_id}
          data={named(brands, t("noBrand"))}
          onChange={(event) => set({ brand_id: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("size")}
          value={wanted.size}
          data={SIZES.map((value) => ({ value, label: t(`sizes.${value}`) }))}
          onChange={(event) => set({ size: event.currentTarget.value as ProjectDetails["size"] })}
        />
        <NativeSelect
          label={t("transition")}
          value={wanted.transition}
          data={TRANSITIONS.map((value) => ({ value, label: t(`transitions.${value}`) }))}
          onChange={(event) => set({ transition: event.currentTarget.value as (typeof TRANSITIONS)[number] })}
        />
        <NativeSelect
          label={t("voice")}
          value={wanted.voice}
          data={named(voices, t("bestVoice"))}
          onChange={(event) => set({ voice: event.currentTarget.value })}
        />
        <NumberInput
          label={t("speed")}
          value={wanted.speed}
          min={0.5}
          max={2}
          step={0.05}
          decimalScale={2}
          onChange={(value) => typeof value === "number" && set({ speed: value })}
        />
        <NativeSelect
          label={t("lexicon")}
          value={wanted.lexicon_id}
          data={named(lexicons, t("noLexicon"))}
          onChange={(event) => set({ lexicon_id: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("music")}
          description={t("musicHint")}
          value={wanted.music}
          data={music}
          onChange={(event) => set({ music: event.currentTarget.value })}
        />
        {wanted.music !== NONE && (
          <NumberInput
            label={t("level")}
            value={wanted.level}
            min={-60}
            max={0}
            suffix=" dB"
            onChange={(value) => typeof value === "number" && set({ level: value })}
          />
        )}
        <Trouble error={applying.error} />
        <Text size="sm" c="dimmed">
          {t("hint")}
        </Text>
        <Group>
          <Button loading={applying.isPending} onClick={() => applying.mutate()}>
            {t("apply")}
          </Button>
        </Group>
      </Stack>
    </aside>
  );
}
