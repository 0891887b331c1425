import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useEditor } from "../store";

/** Why it is silent, while it plays. */
export function SoundNote() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const note = useStore(editor.player.store, ({ isPlaying, sound }) => (isPlaying ? sound : "heard"));
  return (
    <div role="status" className="editor-sound-note">
      {note !== "heard" && <Text size="sm">{t(`sound.${note}`)}</Text>}
    </div>
  );
}
