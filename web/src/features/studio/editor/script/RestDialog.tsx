import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../../ui/Dialog";
import { PlayIcon } from "../../../../ui/icons";
import { StopIcon } from "../../../../ui/mediaIcons";
import { Trouble } from "../../../../ui/Trouble";
import { marksOf, sayOf } from "../doc/marks";
import { changeLine } from "../doc/wordCommands";
import { useEditor } from "../store";
import { decimals, seconds } from "./seconds";
import { usePassage } from "./usePassage";
import { useSpeech } from "./useSpeech";

const USUAL_MS = 500;
const LONGEST_SECONDS = 10;

/** Silence inside a sentence: how long it is, and how that sounds. */
export default function RestDialog({ onClose }: { onClose: () => void }) {
  const found = usePassage();
  return found === null ? null : <OneRest {...found} onClose={onClose} />;
}

function OneRest({ passage, spoken, onClose }: NonNullable<ReturnType<typeof usePassage>> & { onClose: () => void }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const { now, error, listen } = useSpeech();
  const { text } = spoken;
  const marks = useMemo(() => marksOf(text, spoken.say), [text, spoken.say]);
  const own = marks.rests.find((rest) => rest.at === passage.start);
  const [value, setValue] = useState<number | string>((own?.ms ?? USUAL_MS) / 1000);
  const ms = typeof value === "number" ? Math.round(value * 1000) : 0;
  const others = marks.rests.filter((rest) => rest !== own);
  const sayWith = (length: number) =>
    sayOf(text, { ...marks, rests: length > 0 ? [...others, { at: passage.start, ms: length }] : others });
  const word = text.slice(passage.start).match(/\S+/u)?.[0] ?? "";

  function keep(length: number) {
    editor.run(changeLine(passage.sceneId, passage.lineId, { say: sayWith(length) }));
    editor.tell(length > 0 ? t("told.rest", { seconds: seconds(length), word }) : t("told.noRest", { word }));
    onClose();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    keep(ms);
  }

  return (
    <Dialog title={t("rest.title", { word })} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {text.slice(0, passage.start)}
            <strong> ⏸ </strong>
            {text.slice(passage.start)}
          </Text>
          <NumberInput
            {...decimals()}
            data-autofocus
            label={t("rest.length")}
            min={0.1}
            max={LONGEST_SECONDS}
            step={0.1}
            decimalScale={2}
            suffix=" s"
            value={value}
            onChange={setValue}
          />
          <Group gap="xs">
            <Button
              variant="default"
              loading={now?.phase === "asking"}
              leftSection={now === null ? <PlayIcon /> : <StopIcon />}
              onClick={() => listen("after", { ...spoken, say: sayWith(ms) })}
            >
              {t("respell.hearAfter")}
            </Button>
          </Group>
          <Trouble error={error} />
          <Group justify="flex-end" gap="xs">
            {own !== undefined && (
              <Button variant="subtle" color="red" mr="auto" onClick={() => keep(0)}>
                {t("rest.remove")}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={ms <= 0}>
              {t("rest.keep")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
