import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { explain } from "../../../../lib/http";
import { useEditor } from "../store";

/** Why it is silent, while it plays. */
export function SoundNote() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const note = useStore(editor.player.store, ({ isPlaying, sound }) => (isPlaying ? sound : "heard"));
  const trouble = useStore(editor.player.store, (state) => state.trouble);
  return (
    <div role="status" className="editor-sound-note">
      {note !== "heard" && (
        <Text size="sm">
          {t(`sound.${note}`)} {trouble !== null && explain(trouble)}
        </Text>
      )}
    </div>
  );
}
