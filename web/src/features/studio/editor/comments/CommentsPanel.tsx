import "./comments.css";
import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Pages } from "../../../../ui/Pages";
import { useEditorState } from "../store";
import { NewThread } from "./NewThread";
import { OneThread } from "./OneThread";
import { peopleQuery, type Shown, threadsQuery } from "./queries";

/** What people say about the course: on a scene or on words of it, answered and resolved. */
export default function CommentsPanel() {
  const { t } = useTranslation("comments");
  const projectId = useEditorState((state) => state.project.id);
  const [shown, setShown] = useState<Shown>("open");
  const threads = useInfiniteQuery(threadsQuery(projectId, shown));
  const people = useQuery(peopleQuery);
  return (
    <Stack p="sm" gap="md">
      <NewThread people={people.data ?? []} />
      <SegmentedControl
        fullWidth
        aria-label={t("shown")}
        data={[
          { value: "open", label: t("open") },
          { value: "resolved", label: t("resolved") },
        ]}
        value={shown}
        onChange={(value) => setShown(value as Shown)}
      />
      <Pages query={threads} empty={<Text c="dimmed">{t(`none.${shown}`)}</Text>}>
        {(items) => (
          <ul className="comments">
            {items.map((thread) => (
              <OneThread key={thread.id} thread={thread} people={people.data ?? []} />
            ))}
          </ul>
        )}
      </Pages>
    </Stack>
  );
}
