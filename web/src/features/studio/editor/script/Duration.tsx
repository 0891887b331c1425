import { Text } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "../doc/document";
import { layoutOf, useEditorState } from "../store";
import type { LineTime } from "../timeline/timing";
import { seconds } from "./seconds";

/** Less is not worth telling. */
const LEAST_MS = 100;

/** How long a sentence lasts, and how much of that came with what was changed since it is shown. */
export function Duration({ line }: { line: Line }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const time = useEditorState((state) => {
    const scene = layoutOf(state).scenes.find(({ id }) => id === state.selected);
    return scene?.lines.find(({ id }) => id === line.id);
  });
  const first = useRef<LineTime | null>(null);
  if (time === undefined) return null;
  // The exact length of what was there first goes before what it was thought to be.
  if (first.current === null || first.current.key === time.key) first.current = time;
  const change = time.durationMs - first.current.durationMs;
  const length = seconds(time.durationMs, 1);
  const said = time.isSpoken ? `${length} s` : `≈ ${length} s`;
  return (
    <Text
      span
      size="xs"
      c="dimmed"
      className="line-duration"
      title={t(time.isSpoken ? "lasts" : "lastsAbout", { seconds: length })}
    >
      {Math.abs(change) >= LEAST_MS && (
        <span className="line-change">
          {change > 0 ? "+" : "−"}
          {seconds(Math.abs(change), 1)} s
        </span>
      )}{" "}
      {said}
    </Text>
  );
}
