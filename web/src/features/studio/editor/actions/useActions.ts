import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { shownKeys } from "../../../../lib/keys";
import { activeKeys, shortcuts } from "../../../../lib/shortcuts";
import { type Editor, useEditor } from "../store";
import { type Action, canRun } from "./action";
import { actionOf, pressed } from "./index";

/** Something that changes with anything that happens in the editor, such as whether an action has something to do. */
function useLive(editor: Editor, action: Action, read: () => boolean): boolean {
  // The playhead moves sixty times a second: most actions have nothing to do with it.
  const isMoving = action.category === "playback" || action.followsPlayhead === true;
  const subscribe = useCallback(
    (onChange: () => void) => {
      const ends = [editor.store.subscribe(onChange), editor.view.subscribe(onChange)];
      if (isMoving) ends.push(editor.player.store.subscribe(onChange));
      return () => {
        for (const end of ends) end();
      };
    },
    [editor, isMoving],
  );
  return useSyncExternalStore(subscribe, read);
}

interface Offered {
  readonly action: Action;
  readonly label: string;
  /** As written on the keys; empty where none act. */
  readonly keys: string;
  readonly isEnabled: boolean;
  readonly isOn: boolean;
  readonly run: () => void;
}

export function useAction(id: string): Offered {
  const editor = useEditor();
  const action = actionOf(id);
  const names = useActionNames();
  const isEnabled = useLive(editor, action, () => canRun(action, editor));
  const isOn = useLive(editor, action, () => action.isOn?.(editor) ?? false);
  const run = () => {
    if (canRun(action, editor)) action.run(editor);
  };
  return { action, ...names(action), isEnabled, isOn, run };
}

/** What actions are called and which keys set them off, as they are wanted now. */
export function useActionNames(): (action: Action) => { label: string; keys: string } {
  const { t } = useTranslation("editor");
  const wanted = useStore(shortcuts);
  return (action) => {
    const [first] = activeKeys(action, wanted);
    return { label: t(`actions.${action.id}`), keys: first === undefined ? "" : shownKeys(first, t("keys.space")) };
  };
}

export function useShortcuts(editor: Editor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (pressed(editor, event, shortcuts.getState())) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}
