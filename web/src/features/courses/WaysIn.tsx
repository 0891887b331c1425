import { Alert, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createProject } from "../../api/sdk.gen";
import { apiLanguage } from "../../lib/i18n";
import { fileSize } from "../../lib/time";
import { Trouble } from "../../ui/Trouble";
import type { Refusal } from "./accepted";
import { DropArea } from "./DropArea";
import { PROJECTS } from "./queries";
import { UnfinishedUploads } from "./UnfinishedUploads";

interface Props {
  refused: { why: Refusal; name: string } | null;
  /** Bytes that a file may have. */
  largest: number | undefined;
  onFiles: (files: File[]) => void;
}

/** The ways to a new course: a document, a course that was written elsewhere, an empty one. */
export function WaysIn({ refused, largest, onFiles }: Props) {
  const { t } = useTranslation("courses");
  const limit = largest === undefined ? undefined : t("drop.limit", { size: fileSize(largest) });
  return (
    <Stack gap="lg">
      {refused !== null && (
        <Alert color="red" role="alert" title={t("refused.title")}>
          {t(`refused.${refused.why}`, { name: refused.name, size: largest === undefined ? "" : fileSize(largest) })}
        </Alert>
      )}
      <UnfinishedUploads />
      <DropArea title={t("drop.title")} text={t("drop.text")} onFiles={onFiles}>
        {limit !== undefined && (
          <Text size="sm" c="dimmed">
            {limit}
          </Text>
        )}
      </DropArea>
      <Title order={2} size="h4">
        {t("ways.title")}
      </Title>
      <div className="sides">
        <DropArea
          title={t("ways.import")}
          text={t("ways.importText")}
          button={t("ways.importButton")}
          isSmall
          takesCourses
          onFiles={onFiles}
        />
        <EmptyCourse />
      </div>
    </Stack>
  );
}

function EmptyCourse() {
  const { t } = useTranslation("courses");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [title, setTitle] = useState("");
  const [isMissing, setMissing] = useState(false);
  const making = useMutation({
    mutationFn: async () =>
      (await createProject({ body: { title: title.trim(), language: apiLanguage() }, throwOnError: true })).data,
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: PROJECTS });
      void navigate({ to: "/projects/$projectId", params: { projectId: made.id } });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(title.trim() === "");
    if (title.trim() !== "") making.mutate();
  }
  return (
    <form onSubmit={submit} noValidate className="panel">
      <Stack gap="sm">
        <Text component="h3" fw={650} m={0}>
          {t("ways.empty")}
        </Text>
        <Text c="dimmed">{t("ways.emptyText")}</Text>
        <TextInput
          label={t("options.title")}
          value={title}
          maxLength={300}
          error={isMissing ? t("rename.missing") : undefined}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <Trouble error={making.error} />
        <Group>
          <Button type="submit" variant="default" loading={making.isPending}>
            {t("ways.emptyButton")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
