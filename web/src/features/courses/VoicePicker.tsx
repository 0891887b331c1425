import { Button, Group, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Outline, VoiceDetails } from "../../api/types.gen";
import { SoundIcon, StopIcon } from "../../ui/mediaIcons";
import { Trouble } from "../../ui/Trouble";
import { useListen } from "../../ui/useListen";
import { type CourseLanguage, voicesQuery } from "./queries";

interface Props {
  voice: string | null;
  language: CourseLanguage;
  outline: Outline;
  onChoose: (voice: string | null) => void;
}

const AUTOMATIC = "";
const SAMPLE_LETTERS = 160;

/** A voice says what stands in the document itself, where that is in its language. */
function sampleText(outline: Outline, language: CourseLanguage, usual: string): string {
  if (outline.language !== language) return usual;
  const spoken = outline.sections.map((section) => section.notes?.text ?? "").find((text) => text.length > 20);
  const [first] = (spoken ?? "").split(/(?<=[.!?])\s/);
  return first !== undefined && first.length > 20 && first.length <= SAMPLE_LETTERS ? first : usual;
}

export function VoicePicker({ voice, language, outline, onChoose }: Props) {
  const { t, i18n } = useTranslation("courses");
  const { data, error } = useQuery(voicesQuery);
  const { phase, error: soundError, listen, stop } = useListen();
  const voices = (data ?? []).filter((offered) => offered.language === language);
  const usual = voices.find((offered) => offered.is_default);
  const name = (offered: VoiceDetails) => `${offered.name} (${offered.engine})`;
  const options = [
    {
      value: AUTOMATIC,
      label: usual === undefined ? t("options.automatic") : t("options.best", { name: name(usual) }),
    },
    ...voices.map((offered) => ({
      value: offered.id,
      label: offered.is_installed ? name(offered) : t("options.notInstalled", { name: name(offered) }),
      disabled: !offered.is_installed,
    })),
  ];
  const usualText = i18n.getFixedT(language === "en-US" ? "en" : "pt-BR", "courses")("options.sample");
  const isPlaying = phase === "playing";

  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <Select
          label={t("options.voice")}
          data={options}
          value={voice ?? AUTOMATIC}
          allowDeselect={false}
          searchable={options.length > 8}
          onChange={(value) => {
            stop();
            onChoose(value || null);
          }}
          style={{ flex: "0 1 420px" }}
        />
        <Button
          variant="default"
          leftSection={isPlaying ? <StopIcon /> : <SoundIcon />}
          loading={phase === "asking"}
          onClick={() =>
            isPlaying ? stop() : listen({ text: sampleText(outline, language, usualText), voice }, language)
          }
        >
          {isPlaying ? t("options.stop") : t("options.listen")}
        </Button>
      </Group>
      <Trouble error={error ?? soundError} />
    </Stack>
  );
}
