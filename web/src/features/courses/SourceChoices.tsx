import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DraftChoices, NewProject, Source } from "../../api/types.gen";

type Script = NonNullable<NewProject["script"]>;
type Slides = NonNullable<NewProject["slides"]>;

interface ScriptProps {
  script: Script;
  hasNotes: boolean;
  choices: DraftChoices;
  onChoose: (script: Script) => void;
}

/** Where the words come from that are spoken. */
export function ScriptChoice({ script, hasNotes, choices, onChoose }: ScriptProps) {
  const { t } = useTranslation("courses");
  const offered = choices.scripts.filter((kind) => kind !== "notes" || hasNotes);
  return (
    <Radio.Group label={t("script.label")} value={script} onChange={(value) => onChoose(value as Script)}>
      <Stack gap="sm" mt="xs">
        {offered.map((kind) => (
          <Radio key={kind} value={kind} label={t(`script.${kind}`)} description={t(`script.${kind}Text`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface SlidesProps {
  slides: Slides;
  kind: Source["kind"];
  choices: DraftChoices;
  onChoose: (slides: Slides) => void;
}

/** Whether the slides are drawn anew, or shown as somebody designed them. */
export function SlidesChoice({ slides, kind, choices, onChoose }: SlidesProps) {
  const { t } = useTranslation("courses");
  if (kind !== "pptx" && kind !== "pdf") return null;
  const isPossible = kind === "pdf" || choices.deck_slides.includes("original");
  return (
    <Radio.Group label={t("slides.label")} value={slides} onChange={(value) => onChoose(value as Slides)}>
      <Stack gap="sm" mt="xs">
        <Radio value="redrawn" label={t("slides.redrawn")} description={t("slides.redrawnText")} />
        {isPossible ? (
          <Radio value="original" label={t("slides.original")} description={t("slides.originalText")} />
        ) : (
          <Text size="sm" c="dimmed">
            {t("slides.impossible")}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}
