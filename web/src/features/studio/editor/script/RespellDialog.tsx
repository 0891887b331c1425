import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../../ui/Dialog";
import { PlayIcon } from "../../../../ui/icons";
import { StopIcon } from "../../../../ui/mediaIcons";
import { Trouble } from "../../../../ui/Trouble";
import { entriesIn, entryOf, respell } from "../doc/lexicon";
import { marksOf, sayOf } from "../doc/marks";
import { changeLine } from "../doc/wordCommands";
import { useEditor, useEditorState } from "../store";
import { usePassage } from "./usePassage";
import { useSpeech } from "./useSpeech";

const LONGEST = 200;

/** How a word is said: in this sentence, or everywhere in the course; heard before and after. */
export default function RespellDialog({ onClose }: { onClose: () => void }) {
  const found = usePassage();
  return found === null ? null : <Respell {...found} onClose={onClose} />;
}

function Respell({ passage, spoken, onClose }: NonNullable<ReturnType<typeof usePassage>> & { onClose: () => void }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const document = useEditorState((state) => state.document);
  const { now, error, listen } = useSpeech();
  const { start, end, sceneId, lineId } = passage;
  const { text } = spoken;
  const word = text.slice(start, end);
  const marks = useMemo(() => marksOf(text, spoken.say), [text, spoken.say]);
  const own = marks.respellings.find((other) => other.start < end && other.end > start);
  const entry = entryOf(word, document.lexicon);
  const before = own?.said ?? (entry === null ? word : (document.lexicon[entry] ?? word));
  const [said, setSaid] = useState(before);
  const [scope, setScope] = useState(own === undefined && entry !== null ? "course" : "line");
  const wanted = said.trim();
  const isPlain = wanted === "" || wanted === word;
  const others = marks.respellings.filter((other) => other !== own && (other.end <= start || other.start >= end));
  const sayWith = (respelt: boolean) =>
    sayOf(text, {
      rests: marks.rests,
      respellings: respelt && !isPlain ? [...others, { start, end, said: wanted }] : others,
    });
  const count = useMemo(
    () =>
      Object.values(document.scenes)
        .flatMap(({ content }) => Object.values(content.lines))
        .filter((line) => Object.keys(entriesIn(line.spoken.text, { [word]: word })).length > 0).length,
    [document, word],
  );

  function keep(isEverywhere: boolean, isTaken: boolean) {
    const say = isEverywhere || isTaken ? sayWith(false) : sayWith(true);
    const inLine = changeLine(sceneId, lineId, { say });
    const isOfCourse = isEverywhere || (isTaken && own === undefined && entry !== null);
    editor.run((now) => (isOfCourse ? respell(word, isTaken || isPlain ? null : wanted)(inLine(now)) : inLine(now)));
    editor.tell(t(isTaken || isPlain ? "told.saidAsWritten" : "told.said", { word, said: wanted }));
    onClose();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    keep(scope === "course", false);
  }

  const hear = (id: string, line: typeof spoken, label: string) => (
    <Button
      variant="default"
      loading={now?.id === id && now.phase === "asking"}
      leftSection={now?.id === id ? <StopIcon /> : <PlayIcon />}
      onClick={() => listen(id, line)}
    >
      {label}
    </Button>
  );

  return (
    <Dialog title={t("respell.title", { word })} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            data-autofocus
            label={t("respell.said")}
            description={t("respell.hint")}
            value={said}
            maxLength={LONGEST}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <Group gap="xs">
            {hear("before", spoken, t("respell.hearBefore"))}
            {hear("after", { ...spoken, say: sayWith(true) }, t("respell.hearAfter"))}
          </Group>
          <Trouble error={error} />
          <Radio.Group label={t("respell.where")} value={scope} onChange={setScope}>
            <Stack gap="xs" mt="xs">
              <Radio value="line" label={t("respell.inLine")} />
              <Radio value="course" label={t("respell.inCourse", { count })} />
            </Stack>
          </Radio.Group>
          {scope === "line" && entry !== null && (
            <Text size="sm" c="dimmed">
              {t("respell.alsoInCourse", { said: document.lexicon[entry] })}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            {(own !== undefined || entry !== null) && (
              <Button variant="subtle" color="red" mr="auto" onClick={() => keep(false, true)}>
                {t("respell.remove")}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit">{t("respell.keep")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
