import { Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchIcon } from "../../../../ui/icons";
import { scenesInOrder, sceneTitle } from "../doc/document";
import { usePlayedLine } from "../player/useAt";
import { layoutOf, useEditor, useEditorState } from "../store";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The whole course as text: to read over, to search, and to go to what one has found. */
export default function Outline() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const document = useEditorState((state) => state.document);
  const layout = useEditorState(layoutOf);
  const played = usePlayedLine();
  const [sought, setSought] = useState("");
  const found = useMemo(() => {
    const wanted = plain(sought.trim());
    const scenes = scenesInOrder(document);
    return scenes.flatMap((scene, place) => {
      const lines = (layout.scenes[place]?.lines ?? []).filter((line) => plain(line.text).includes(wanted));
      const isNamed = plain(sceneTitle(scene)).includes(wanted);
      return lines.length > 0 || isNamed ? [{ scene, place, lines }] : [];
    });
  }, [document, layout, sought]);

  function go(sceneId: string, startMs: number, line: string) {
    const start = layout.scenes.find((scene) => scene.id === sceneId)?.startMs ?? 0;
    editor.selectLine(sceneId, line);
    editor.player.seek(start + startMs);
    editor.store.setState({ line });
  }

  return (
    <nav className="editor-outline" aria-label={t("outline.title")}>
      <TextInput
        type="search"
        aria-label={t("outline.search")}
        placeholder={t("outline.search")}
        leftSection={<SearchIcon />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" role="status">
        {sought.trim() !== "" && t("outline.found", { count: found.reduce((sum, { lines }) => sum + lines.length, 0) })}
      </Text>
      <ol>
        {found.map(({ scene, place, lines }) => (
          <li key={scene.id}>
            <button type="button" className="editor-outline-scene" onClick={() => editor.select(scene.id)}>
              <span className="editor-number">{place + 1}</span> {sceneTitle(scene) || t("untitled")}
            </button>
            {lines.map((line) => (
              <button
                key={line.id}
                type="button"
                className="editor-outline-line"
                aria-current={line.id === played || undefined}
                onClick={() => go(scene.id, line.startMs, line.id)}
              >
                {line.text}
              </button>
            ))}
          </li>
        ))}
      </ol>
    </nav>
  );
}
