import { Anchor, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommentDetails, MemberDetails, Thread } from "../../../../api/types.gen";
import { useMay } from "../../../../lib/permissions";
import { accountQuery } from "../../../../lib/session";
import { ago } from "../../../../lib/time";
import { Trouble } from "../../../../ui/Trouble";
import { sceneTitle } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { remove, setResolved, write } from "./queries";

interface Props {
  thread: Thread;
  people: readonly MemberDetails[];
}

export function OneThread({ thread, people }: Props) {
  const { t } = useTranslation("comments");
  const editor = useEditor();
  const queries = useQueryClient();
  const mayComment = useMay("content:comment");
  const scene = useEditorState(({ document, saved }) =>
    Object.values(document.scenes).find(({ id }) => (saved.scenes.get(id)?.serverId ?? id) === thread.scene_id),
  );
  const [answer, setAnswer] = useState<string | null>(null);
  const acting = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["comments"] }),
    onSuccess: () => setAnswer(null),
  });
  const isResolved = thread.resolved_at !== null;
  return (
    <li className="comments-thread">
      {scene !== undefined && (
        <Anchor component="button" type="button" size="xs" ta="start" onClick={() => editor.select(scene.id)}>
          {sceneTitle(scene) || t("untitled")}
        </Anchor>
      )}
      {thread.anchor !== null && (
        <Text size="sm" className="comments-quote" data-gone={thread.is_orphaned || undefined}>
          «{thread.anchor.quote}»{thread.is_orphaned && ` ${t("orphaned")}`}
        </Text>
      )}
      <OneComment comment={thread} people={people} onAct={acting.mutate} />
      {thread.answers.map((one) => (
        <OneComment key={one.id} comment={one} people={people} onAct={acting.mutate} />
      ))}
      {answer !== null && (
        <Stack gap={4}>
          <Textarea
            aria-label={t("answer")}
            value={answer}
            maxLength={5000}
            autosize
            autoFocus
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
          <Group gap="xs" justify="end">
            <Button size="compact-sm" variant="default" onClick={() => setAnswer(null)}>
              {t("cancel")}
            </Button>
            <Button
              size="compact-sm"
              loading={acting.isPending}
              disabled={answer.trim() === ""}
              onClick={() => acting.mutate(() => write(thread.scene_id, { text: answer, thread_id: thread.id }))}
            >
              {t("send")}
            </Button>
          </Group>
        </Stack>
      )}
      <Trouble error={acting.error} />
      {mayComment && answer === null && (
        <Group gap="xs">
          {!isResolved && (
            <Button size="compact-sm" variant="subtle" onClick={() => setAnswer("")}>
              {t("answer")}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            loading={acting.isPending}
            onClick={() => acting.mutate(() => setResolved(thread, !isResolved))}
          >
            {t(isResolved ? "reopen" : "resolve")}
          </Button>
        </Group>
      )}
    </li>
  );
}

interface CommentProps {
  comment: CommentDetails;
  people: readonly MemberDetails[];
  onAct: (act: () => Promise<unknown>) => void;
}

function OneComment({ comment, people, onAct }: CommentProps) {
  const { t } = useTranslation("comments");
  const { data: account } = useQuery(accountQuery);
  const name = (id: string | null) => people.find((person) => person.user_id === id)?.name ?? t("somebody");
  const isMine = comment.author_id !== null && comment.author_id === account?.id;
  return (
    <div>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {name(comment.author_id)}
        </Text>
        <Text size="xs" c="dimmed" className="comments-when">
          {ago(comment.created_at)}
        </Text>
      </Group>
      <Text size="sm" className="comments-text">
        {comment.is_deleted ? <em>{t("deleted")}</em> : comment.text}
      </Text>
      {comment.mentions.length > 0 && (
        <Text size="xs" c="dimmed">
          {t("mentioned", { names: comment.mentions.map(name).join(", ") })}
        </Text>
      )}
      {isMine && !comment.is_deleted && (
        <Anchor component="button" type="button" size="xs" onClick={() => onAct(() => remove(comment))}>
          {t("delete")}
        </Anchor>
      )}
    </div>
  );
}
