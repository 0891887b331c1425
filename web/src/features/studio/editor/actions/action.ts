import type { Editor } from "../store";

export const CATEGORIES = ["course", "edit", "scenes", "playback", "timeline", "view", "help"] as const;
type Category = (typeof CATEGORIES)[number];

/** Something that a person can do: menus, shortcuts, tooltips, the palette and the help all know it from here. */
export interface Action {
  /** Also the name of its text: `actions.<id>` in `editor.json`. */
  readonly id: string;
  readonly category: Category;
  readonly keys: readonly string[];
  /** It changes the course: not offered to those who may only look. */
  readonly edits?: true;
  /** Its keys act while somebody writes too. */
  readonly whileTyping?: true;
  /** Whether it has something to do hangs on the playhead, as with all of playback. */
  readonly followsPlayhead?: true;
  /** For a switch: whether it is on. */
  readonly isOn?: (editor: Editor) => boolean;
  readonly isEnabled?: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

/** Whether it has something to do now. */
export function canRun(action: Action, editor: Editor): boolean {
  if (action.edits && editor.store.getState().readOnly !== null) return false;
  return action.isEnabled?.(editor) ?? true;
}
