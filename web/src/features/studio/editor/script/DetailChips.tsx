import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Line } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { seconds } from "./seconds";

/** What a sentence has otherwise than the course, seen at once; it opens where that is changed. */
export function DetailChips({ line }: { line: Line }) {
  const { t } = useTranslation("editor", { keyPrefix: "words.details" });
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const { spoken } = line;
  const said = [
    spoken.pause_before_ms ? t("chip.before", { seconds: seconds(spoken.pause_before_ms) }) : null,
    spoken.pause_after_ms == null ? null : t("chip.after", { seconds: seconds(spoken.pause_after_ms) }),
    spoken.voice == null ? null : t("chip.voice"),
    spoken.speed == null ? null : t("chip.speed", { speed: seconds(spoken.speed * 1000) }),
    spoken.caption == null ? null : t(spoken.caption === "" ? "chip.noCaption" : "chip.caption"),
  ].filter((text) => text !== null);
  return said.map((text) => (
    <UnstyledButton
      key={text}
      className="line-chip"
      disabled={isReadOnly}
      onClick={() => editor.view.setState({ details: line.id })}
    >
      {text}
    </UnstyledButton>
  ));
}
