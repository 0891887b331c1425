import { Button, CloseButton, Group, MultiSelect, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MemberDetails } from "../../../../api/types.gen";
import { useMay } from "../../../../lib/permissions";
import { Trouble } from "../../../../ui/Trouble";
import { sceneTitle } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { write } from "./queries";
import { useSelectedWords } from "./useSelectedWords";

/** Say something about the shown scene, or about the words that are selected in its narration. */
export function NewThread({ people }: { people: readonly MemberDetails[] }) {
  const { t } = useTranslation("comments");
  const editor = useEditor();
  const queries = useQueryClient();
  const mayComment = useMay("content:comment");
  const scene = useEditorState((state) => state.document.scenes[state.selected]);
  const [words, forget] = useSelectedWords();
  const [text, setText] = useState("");
  const [mentions, setMentions] = useState<string[]>([]);
  const writing = useMutation({
    mutationFn: async () => {
      // The server knows the words that are saved.
      if (editor.store.getState().saved.state !== "saved" && !(await editor.saver.flush()))
        throw new Error(t("unsaved"));
      const { saved, selected } = editor.store.getState();
      await write(saved.scenes.get(selected)?.serverId ?? selected, { text, words, mentions });
    },
    onSuccess: async () => {
      setText("");
      setMentions([]);
      forget();
      await queries.invalidateQueries({ queryKey: ["comments"] });
    },
  });
  if (!mayComment || scene === undefined) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        writing.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t("about", { title: sceneTitle(scene) || t("untitled") })}
          description={words === null ? t("selectHint") : undefined}
          placeholder={t("placeholder")}
          value={text}
          maxLength={5000}
          autosize
          minRows={2}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {words !== null && (
          <Group gap={4} wrap="nowrap" className="comments-quote">
            <Text size="sm" lineClamp={2} flex={1}>
              {t("onWords", { words: words.quote })}
            </Text>
            <CloseButton size="sm" aria-label={t("wholeScene")} onClick={forget} />
          </Group>
        )}
        <MultiSelect
          aria-label={t("mention")}
          placeholder={mentions.length === 0 ? t("mention") : undefined}
          data={people.map((person) => ({ value: person.user_id, label: person.name }))}
          value={mentions}
          onChange={setMentions}
          searchable
          hidePickedOptions
        />
        <Trouble error={writing.error} />
        <Group justify="end">
          <Button type="submit" size="xs" loading={writing.isPending} disabled={text.trim() === ""}>
            {t("send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
