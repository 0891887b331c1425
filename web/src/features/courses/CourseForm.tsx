import { Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createProject } from "../../api/sdk.gen";
import type { NewProject, Outline, VersionDetails } from "../../api/types.gen";
import { Trouble } from "../../ui/Trouble";
import { brandsQuery, type CourseLanguage, draftChoicesQuery, PROJECTS, templatesQuery } from "./queries";
import { SizePicker } from "./SizePicker";
import { ScriptChoice, SlidesChoice } from "./SourceChoices";
import { TemplatePicker } from "./TemplatePicker";
import { VoicePicker } from "./VoicePicker";

interface Props {
  version: VersionDetails;
  outline: Outline;
}

const LANGUAGES: CourseLanguage[] = ["pt-BR", "en-US"];

/** What the course will be like. Everything has been chosen sensibly already: whoever is content just goes on. */
export function CourseForm({ version, outline }: Props) {
  const { t } = useTranslation("courses");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: templates, error: templatesError } = useQuery(templatesQuery);
  const { data: brands } = useQuery(brandsQuery);
  const { data: choices } = useQuery(draftChoicesQuery);
  const hasNotes = outline.sections.some((section) => section.notes);
  const [title, setTitle] = useState(outline.title);
  const [language, setLanguage] = useState<CourseLanguage>(outline.language);
  const [chosenTemplate, setTemplate] = useState<string | null>(null);
  const [brandId, setBrand] = useState<string | null>(null);
  const [size, setSize] = useState<NonNullable<NewProject["size"]>>("1080p");
  const [voice, setVoice] = useState<string | null>(null);
  const [script, setScript] = useState<NonNullable<NewProject["script"]>>(hasNotes ? "notes" : "text");
  const [slides, setSlides] = useState<NonNullable<NewProject["slides"]>>("redrawn");
  const template = templates?.find(({ id }) => id === chosenTemplate) ?? templates?.[0];
  const isMissing = title.trim() === "";

  const making = useMutation({
    mutationFn: async () => {
      const named: NewProject = { title: title.trim(), language, size, script, slides };
      if (template !== undefined) named.template_id = template.id;
      if (brandId !== null) named.brand_id = brandId;
      if (voice !== null) named.voice = voice;
      return (await createProject({ body: { ...named, document_version_id: version.id }, throwOnError: true })).data;
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: PROJECTS });
      const search = {
        document: version.document_id,
        version: version.number,
        project: made.id,
        job: made.job_id ?? undefined,
      };
      void navigate({ to: "/new", search, replace: true });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isMissing) making.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Title order={2} size="h4">
          {t("options.heading")}
        </Title>
        <Group align="start" gap="md">
          <TextInput
            label={t("options.title")}
            value={title}
            maxLength={300}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={isMissing ? t("rename.missing") : undefined}
            style={{ flex: "1 1 280px" }}
          />
          <Select
            label={t("options.language")}
            data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => {
              if (value === null) return;
              setLanguage(value as CourseLanguage);
              setVoice(null);
            }}
            w={{ base: "100%", xs: 220 }}
          />
          {brands !== undefined && brands.length > 0 && (
            <Select
              label={t("options.brand")}
              placeholder={t("options.noBrand")}
              data={brands.map(({ id, name }) => ({ value: id, label: name }))}
              value={brandId}
              clearable
              clearButtonProps={{ "aria-label": t("options.noBrand") }}
              onChange={setBrand}
              w={{ base: "100%", xs: 220 }}
            />
          )}
        </Group>
        <Trouble error={templatesError} />
        {templates !== undefined && template !== undefined && (
          <TemplatePicker
            templates={templates}
            chosen={template}
            brandId={brandId}
            language={language}
            onChoose={setTemplate}
          />
        )}
        <SizePicker size={size} onChoose={setSize} />
        <VoicePicker voice={voice} language={language} outline={outline} onChoose={setVoice} />
        {choices !== undefined && (
          <div className="sides">
            <ScriptChoice script={script} hasNotes={hasNotes} choices={choices} onChoose={setScript} />
            <SlidesChoice slides={slides} kind={outline.source.kind} choices={choices} onChoose={setSlides} />
          </div>
        )}
        <Trouble error={making.error} />
        <div className="create-bar">
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="dimmed" visibleFrom="xs">
              {t("options.laterToo")}
            </Text>
            <Button type="submit" size="md" loading={making.isPending} disabled={isMissing}>
              {t("options.create")}
            </Button>
          </Group>
        </div>
      </Stack>
    </form>
  );
}
