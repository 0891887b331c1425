import { Button, Group, Text } from "@mantine/core";
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { SortableList } from "../../../../ui/Sortable";
import { ContextMenu, type MenuPlace } from "../actions/ActionMenu";
import { tellPlace } from "../actions/scenes";
import { type SceneId, scenesInOrder } from "../doc/document";
import { moveScenes } from "../doc/sceneCommands";
import { sceneUnder, useAssetDrop } from "../media/dragging";
import { useMedia } from "../media/useMedia";
import { useAt } from "../player/useAt";
import { countWarnings } from "../review/placing";
import { useEditor, useEditorState } from "../store";
import { OneScene } from "./OneScene";
import { SceneActions } from "./SceneActions";

/** The scenes in order; several can be chosen. Keys that are not the list's own are the editor's shortcuts. */
export function SceneList() {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const document = useEditorState((state) => state.document);
  const selected = useEditorState((state) => state.selected);
  const selection = useEditorState((state) => state.selection);
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const known = useEditorState((state) => state.saved.scenes);
  const played = useAt(({ scene }) => scene?.id ?? null);
  const scenes = useMemo(() => scenesInOrder(document), [document]);
  const review = useEditorState((state) => state.review);
  const warnings = useMemo(() => countWarnings(review, document), [review, document]);
  const list = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const place = scenes.findIndex((scene) => scene.id === selected);
  const had = useRef(false);

  // Where the focused scene went, the focus is on nothing: it goes on to the one that is selected now.
  useEffect(() => {
    const item = list.current?.querySelector<HTMLElement>(`[data-scene="${selected}"]`);
    item?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (had.current) item?.focus({ preventScroll: true });
  }, [selected]);

  const media = useMedia();
  const dropping = useAssetDrop((asset, event) => media.drop(asset, sceneUnder(event), true));

  function go(to: number, event: KeyboardEvent) {
    const scene = scenes[Math.min(Math.max(to, 0), scenes.length - 1)];
    if (scene === undefined) return;
    editor.select(scene.id, event.shiftKey ? "range" : "only");
  }

  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowUp") go(place - 1, event);
    else if (event.key === "ArrowDown") go(place + 1, event);
    else if (event.key === "Home") go(0, event);
    else if (event.key === "End") go(scenes.length - 1, event);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) openMenu(event);
    else return;
    event.preventDefault();
  }

  function openMenu(event: KeyboardEvent | MouseEvent) {
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-scene]");
    if (item === null) return;
    event.preventDefault();
    const id = item.dataset.scene ?? "";
    if (!selection.has(id)) editor.select(id);
    const box = item.getBoundingClientRect();
    const isPointer = "clientX" in event && event.clientX > 0;
    setMenu(isPointer ? { x: event.clientX, y: event.clientY } : { x: box.left + 16, y: box.top + 24 });
  }

  const choose = useCallback(
    (id: SceneId, event: MouseEvent) =>
      editor.select(id, event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "add" : "only"),
    [editor],
  );

  function move(id: SceneId, to: number) {
    const moving = selection.has(id) ? selection : new Set([id]);
    const before = scenes.filter((scene) => scene.id !== id).slice(0, to);
    editor.run(moveScenes(moving, before.filter((scene) => !moving.has(scene.id)).length));
    tellPlace(editor, id);
  }

  return (
    <nav className="editor-scenes" aria-label={t("project.scenes.title")}>
      {!isReadOnly && <SceneActions />}
      <JustDeleted count={scenes.length} />
      <SortableList onMove={move}>
        <div
          ref={list}
          role="listbox"
          tabIndex={-1}
          aria-label={t("project.scenes.title")}
          aria-multiselectable
          className="editor-scene-list"
          {...dropping}
          onKeyDown={onKey}
          onContextMenu={openMenu}
          onFocus={() => {
            had.current = true;
          }}
          onBlur={(event) => {
            // A scene that is taken away loses the focus to nothing: then the list still has it.
            if (event.relatedTarget !== null) had.current = false;
          }}
        >
          {scenes.map((scene, at) => (
            <OneScene
              key={scene.id}
              scene={scene}
              place={at}
              known={known.get(scene.id)}
              isShown={scene.id === selected}
              isChosen={selection.has(scene.id)}
              isPlayed={scene.id === played}
              isFixed={isReadOnly}
              warnings={warnings.get(scene.id) ?? 0}
              onChoose={choose}
            />
          ))}
        </div>
      </SortableList>
      <ContextMenu place={menu} onClose={() => setMenu(null)} />
    </nav>
  );
}

/** Until something else is done, a deletion can be taken back where it happened. */
function JustDeleted({ count }: { count: number }) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const steps = useEditorState((state) => state.history.done.length);
  const before = useRef({ count, steps });
  const [deletedAt, setDeletedAt] = useState<number | null>(null);
  useEffect(() => {
    const { current } = before;
    if (count < current.count && steps > current.steps) setDeletedAt(steps);
    else if (steps !== current.steps) setDeletedAt(null);
    before.current = { count, steps };
  }, [count, steps]);
  if (deletedAt !== steps) return null;
  return (
    <Group className="editor-deleted" gap="xs" justify="space-between" wrap="nowrap">
      <Text size="sm">{t("project.scenes.wasDeleted")}</Text>
      <Button size="compact-sm" variant="light" onClick={editor.undo}>
        {t("project.undo")}
      </Button>
    </Group>
  );
}
