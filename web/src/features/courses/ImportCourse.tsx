import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { importCourse } from "../../api/sdk.gen";
import { fileSize } from "../../lib/time";
import { DocumentIcon } from "../../ui/mediaIcons";
import { Trouble } from "../../ui/Trouble";
import { PROJECTS } from "./queries";

interface Props {
  course: File;
  media: File[];
  onOther: () => void;
}

/** Takes in a course that was written elsewhere. */
export function ImportCourse({ course, media, onOther }: Props) {
  const { t } = useTranslation("courses");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const importing = useMutation({
    mutationFn: async () => (await importCourse({ body: { course, media }, throwOnError: true })).data,
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: PROJECTS });
      void navigate({ to: "/projects/$projectId", params: { projectId: made.id } });
    },
  });
  const bytes = [course, ...media].reduce((sum, file) => sum + file.size, 0);
  return (
    <Stack className="panel">
      <Group wrap="nowrap" gap="sm">
        <DocumentIcon />
        <div>
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {course.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t("import.with", { count: media.length, size: fileSize(bytes) })}
          </Text>
        </div>
      </Group>
      <Trouble error={importing.error} />
      <Group gap="xs">
        <Button loading={importing.isPending} onClick={() => importing.mutate()}>
          {t("import.deed")}
        </Button>
        <Button variant="default" onClick={onOther}>
          {t("sending.another")}
        </Button>
      </Group>
    </Stack>
  );
}
