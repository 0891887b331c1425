/** Keys of a keyboard as one writes them down: "Ctrl+Shift+Z", "Space", "ArrowLeft", "?". On a Mac, Ctrl is the command key. */

const NAMED: Record<string, string> = { " ": "Space", Spacebar: "Space", Esc: "Escape", Del: "Delete", "+": "Plus" };
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What is pressed; null while only Shift, Ctrl, Alt or the command key is, or a text is being composed. */
export function keysOf(event: KeyboardEvent): string | null {
  const { key } = event;
  if (event.isComposing || key === "Process" || key === "Dead" || key === "Unidentified") return null;
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(key)) return null;
  const isCtrl = event.ctrlKey || event.metaKey;
  const name = NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  // "?" and "<" say already that Shift is pressed, where it has to be on that keyboard.
  const isShift = event.shiftKey && (name.length > 1 || name.toLowerCase() !== name.toUpperCase());
  // AltGr writes signs; it is no Ctrl+Alt.
  const isWritten = key.length === 1 && event.getModifierState?.("AltGraph");
  const parts = [isCtrl && !isWritten && "Ctrl", event.altKey && !isWritten && "Alt", isShift && "Shift", name];
  return parts.filter(Boolean).join("+");
}

/** A shortcut that is pressed by writing: people who speak to their computer set it off by accident. */
export function isOneSign(keys: string): boolean {
  return [...keys.replace(/^Shift\+/, "")].length === 1 || keys === "Space" || keys === "Plus";
}

const SHOWN: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Plus: "+",
  Escape: "Esc",
  Delete: "Del",
  PageUp: "PgUp",
  PageDown: "PgDn",
  ...(IS_MAC ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" } : {}),
};

/** As it is written on the keys. `space` is what the space bar is called in the page's language. */
export function shownKeys(keys: string, space: string): string {
  return keys
    .split("+")
    .map((part) => (part === "Space" ? space : (SHOWN[part] ?? part)))
    .join(IS_MAC ? "" : "+");
}

const TAKES_KEYS = [
  "input:not([type=checkbox]):not([type=radio]):not([type=button])",
  "textarea",
  "select",
  "[contenteditable]:not([contenteditable=false])",
  "[role=textbox]",
  "[role=combobox]",
  "[role=menu]",
].join(",");
const TAKES_ARROWS = "[role=slider],[role=separator],[role=tab],[role=radio],input[type=radio]";
const TAKES_SPACE = "button,a[href],summary,input,[role=button],[role=tab],[role=switch],[role=menuitem]";

/** Whether what has the focus needs the keys itself. */
export function isTakenBy(target: EventTarget | null, keys: string): "all" | "these" | null {
  if (!(target instanceof Element)) return null;
  if (target.closest("[role=dialog],[role=alertdialog]") !== null) return "these";
  if (target.closest(TAKES_KEYS) !== null) return "all";
  if (/^(Shift\+)?(Arrow|Home|End|Page)/.test(keys) && target.closest(TAKES_ARROWS) !== null) return "these";
  return (keys === "Space" || keys === "Enter") && target.closest(TAKES_SPACE) !== null ? "these" : null;
}
