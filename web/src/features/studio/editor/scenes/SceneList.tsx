import { Button, Group, Text, VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Known } from "../doc/baseline";
import { deleteScene, duplicateScene, moveScene } from "../doc/commands";
import { newId, type Scene, type SceneId, scenesInOrder, sceneTitle } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { type SceneAction, SceneActions } from "./SceneActions";
import { pictureUrl } from "./ScenePicture";

const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export function SceneList() {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const document = useEditorState((state) => state.document);
  const selected = useEditorState((state) => state.selected);
  const known = useEditorState((state) => state.saved.scenes);
  const scenes = useMemo(() => scenesInOrder(document), [document]);
  const steps = useEditorState((state) => state.history.done.length);
  const [told, setTold] = useState("");
  /** How many steps there were when a scene was deleted: until there is another, one can take it back here. */
  const [deletedAt, setDeletedAt] = useState<number | null>(null);
  const keepsFocus = useRef(false);
  const list = useRef<HTMLOListElement>(null);
  const place = scenes.findIndex((scene) => scene.id === selected);

  useEffect(() => {
    const item = list.current?.querySelector<HTMLElement>(`[data-scene="${selected}"]`);
    item?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (keepsFocus.current) item?.focus();
    keepsFocus.current = false;
  }, [selected]);

  function go(to: number) {
    const scene = scenes[to];
    if (scene === undefined) return;
    editor.select(scene.id);
    list.current?.querySelector<HTMLElement>(`[data-scene="${scene.id}"]`)?.focus();
  }

  function act(action: SceneAction) {
    keepsFocus.current = list.current?.contains(window.document.activeElement) ?? false;
    const title = scenes[place] === undefined ? "" : sceneTitle(scenes[place]);
    if (action === "delete") {
      editor.run(deleteScene(selected));
      const { document: after, history } = editor.store.getState();
      if (after.scenes[selected] !== undefined) return;
      setDeletedAt(history.done.length);
      setTold(t("project.scenes.deleted", { title }));
    } else if (action === "duplicate") {
      const copy = newId();
      editor.run(duplicateScene(selected, copy));
      if (editor.store.getState().document.scenes[copy] !== undefined) editor.select(copy);
      setTold(t("project.scenes.duplicated", { title }));
    } else {
      const to = place + (action === "up" ? -1 : 1);
      editor.run(moveScene(selected, action === "up" ? -1 : 1));
      if (to >= 0 && to < scenes.length) setTold(t("project.scenes.moved", { title, place: to + 1 }));
    }
  }

  function onKey(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step !== undefined && event.altKey) act(step < 0 ? "up" : "down");
    else if (step !== undefined && !event.ctrlKey && !event.metaKey) go(place + step);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(scenes.length - 1);
    else if (event.key === "Delete") act("delete");
    else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) act("duplicate");
    else return;
    event.preventDefault();
  }

  return (
    <nav className="editor-scenes" aria-label={t("project.scenes.title")}>
      <SceneActions place={place} count={scenes.length} onAction={act} />
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {deletedAt === steps && (
        <Group className="editor-deleted" gap="xs" justify="space-between" wrap="nowrap">
          <Text size="sm">{t("project.scenes.wasDeleted")}</Text>
          <Button size="compact-sm" variant="light" onClick={editor.undo}>
            {t("project.undo")}
          </Button>
        </Group>
      )}
      <ol ref={list} onKeyDown={onKey} className="editor-scene-list">
        {scenes.map((scene, at) => (
          <OneScene
            key={scene.id}
            scene={scene}
            number={at + 1}
            known={known.get(scene.id)}
            isSelected={scene.id === selected}
            onSelect={editor.select}
          />
        ))}
      </ol>
    </nav>
  );
}

interface OneSceneProps {
  scene: Scene;
  number: number;
  known: Known | undefined;
  isSelected: boolean;
  onSelect: (id: SceneId) => void;
}

function OneScene({ scene, number, known, isSelected, onSelect }: OneSceneProps) {
  const { t } = useTranslation("studio");
  return (
    <li>
      <button
        type="button"
        className="editor-scene"
        data-scene={scene.id}
        aria-current={isSelected}
        tabIndex={isSelected ? 0 : -1}
        onClick={() => onSelect(scene.id)}
      >
        <span className="editor-thumbnail">
          {known !== undefined && <img src={pictureUrl(known, 320)} alt="" loading="lazy" decoding="async" />}
        </span>
        <Text component="span" size="sm" lineClamp={2}>
          <span className="editor-number">{number}</span> {sceneTitle(scene) || t("project.scenes.untitled")}
        </Text>
      </button>
    </li>
  );
}
