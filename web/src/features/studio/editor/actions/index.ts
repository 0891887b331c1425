/** The registry: everything a person can do in the editor. */
import { isTakenBy, keysOf } from "../../../../lib/keys";
import { activeKeys, type Shortcuts } from "../../../../lib/shortcuts";
import type { Editor } from "../store";
import { type Action, canRun } from "./action";
import { playback } from "./playback";
import { clipboard, scenes } from "./scenes";
import { view } from "./view";
import { words } from "./words";

export const ACTIONS: readonly Action[] = [...clipboard, ...words, ...scenes, ...playback, ...view];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

export function actionOf(id: string): Action {
  const action = byId.get(id);
  if (action === undefined) throw new Error(`there is no action ${id}`);
  return action;
}

/** The action that a key press sets off, if any. Text that is chosen on the page is copied as text. */
function actionFor(event: KeyboardEvent, wanted: Shortcuts): Action | null {
  const keys = keysOf(event);
  if (keys === null || event.defaultPrevented) return null;
  const action = ACTIONS.find((known) => activeKeys(known, wanted).includes(keys));
  if (action === undefined) return null;
  const taken = isTakenBy(event.target, keys);
  if (taken === "these" || (taken === "all" && !action.whileTyping)) return null;
  const isCopying = action.id === "copy" || action.id === "cut";
  return isCopying && !(window.getSelection()?.isCollapsed ?? true) ? null : action;
}

/** Whether the keys were for something here, whether or not it had anything to do. */
export function pressed(editor: Editor, event: KeyboardEvent, wanted: Shortcuts): boolean {
  const action = actionFor(event, wanted);
  if (action === null) return false;
  if (canRun(action, editor)) action.run(editor);
  return true;
}
