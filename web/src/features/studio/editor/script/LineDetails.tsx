import { Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listVoices } from "../../../../api/sdk.gen";
import type { Line as ApiLine } from "../../../../api/types.gen";
import type { Line, SceneId } from "../doc/document";
import { changePause, LONGEST_PAUSE_MS } from "../doc/sceneCommands";
import { changeLine } from "../doc/wordCommands";
import { useEditor, useEditorState } from "../store";
import { decimals } from "./seconds";

interface Props {
  sceneId: SceneId;
  line: Line;
  place: number;
}

/** What is seldom changed of a sentence: its silences, its voice and speed, a caption of its own. */
export function LineDetails({ sceneId, line, place }: Props) {
  const { t } = useTranslation("editor", { keyPrefix: "words.details" });
  const editor = useEditor();
  const language = useEditorState((state) => state.project.language);
  const { data: voices } = useQuery({
    queryKey: ["voices", language],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await listVoices({ query: { language }, signal, throwOnError: true })).data.items.filter(
        (voice) => voice.is_installed,
      ),
  });
  const { spoken, id } = line;
  const set = (change: Partial<ApiLine>, field: string) =>
    editor.run(changeLine(sceneId, id, change), `${field} ${id}`);
  const pause = (change: { before?: number; after?: number | null }) =>
    editor.run(changePause(sceneId, id, change), `pause ${id} detail`);
  const silence = {
    size: "xs",
    min: 0,
    max: LONGEST_PAUSE_MS / 1000,
    step: 0.1,
    decimalScale: 2,
    suffix: " s",
    ...decimals(),
  };
  const isKnown = voices?.some((voice) => voice.id === spoken.voice) ?? false;
  return (
    <fieldset className="line-details" aria-label={t("title", { number: place + 1 })}>
      <NumberInput
        {...silence}
        label={t("before")}
        value={(spoken.pause_before_ms ?? 0) / 1000}
        onChange={(value) => pause({ before: typeof value === "number" ? value * 1000 : 0 })}
      />
      <NumberInput
        {...silence}
        label={t("after")}
        placeholder={t("automatic")}
        value={spoken.pause_after_ms == null ? "" : spoken.pause_after_ms / 1000}
        onChange={(value) => pause({ after: typeof value === "number" ? value * 1000 : null })}
      />
      <NativeSelect
        size="xs"
        label={t("voice")}
        value={spoken.voice ?? ""}
        data={[
          { value: "", label: t("ofCourse") },
          ...(spoken.voice != null && !isKnown ? [{ value: spoken.voice, label: t("otherVoice") }] : []),
          ...(voices ?? []).map((voice) => ({ value: voice.id, label: voice.name })),
        ]}
        onChange={(event) => set({ voice: event.currentTarget.value || null }, "voice")}
      />
      <SpeedField speed={spoken.speed ?? null} onSpeed={(speed) => set({ speed }, "speed")} />
      <TextInput
        size="xs"
        className="line-details-wide"
        label={t("caption")}
        placeholder={spoken.text}
        disabled={spoken.caption === ""}
        value={spoken.caption ?? ""}
        onChange={(event) => set({ caption: event.currentTarget.value || null }, "caption")}
      />
      <Checkbox
        size="xs"
        className="line-details-wide"
        label={t("noCaption")}
        checked={spoken.caption === ""}
        onChange={(event) => set({ caption: event.currentTarget.checked ? "" : null }, "no caption")}
      />
    </fieldset>
  );
}

const SPEEDS = { least: 0.5, most: 2 };

/** What is being typed, such as the 0 of 0.8, is no speed yet. */
function SpeedField({ speed, onSpeed }: { speed: number | null; onSpeed: (speed: number | null) => void }) {
  const { t } = useTranslation("editor", { keyPrefix: "words.details" });
  const [typed, setTyped] = useState<number | string>(speed ?? "");
  useEffect(() => setTyped((now) => (Number(now) === speed ? now : (speed ?? ""))), [speed]);
  return (
    <NumberInput
      {...decimals()}
      size="xs"
      label={t("speed")}
      placeholder={t("ofCourse")}
      min={SPEEDS.least}
      max={SPEEDS.most}
      step={0.05}
      decimalScale={2}
      suffix="×"
      value={typed}
      onChange={(value) => {
        setTyped(value);
        if (value === "") onSpeed(null);
        else if (typeof value === "number" && value >= SPEEDS.least && value <= SPEEDS.most) onSpeed(value);
      }}
    />
  );
}
