/** Which keys a person wants for what: kept in this browser. */
import { createStore } from "zustand";
import { keep, readKept } from "./kept";
import { isOneSign } from "./keys";

const KEPT = "tecnocursos.shortcuts";

export interface Shortcuts {
  /** Off: only shortcuts with Ctrl, Alt, or a key that writes nothing. */
  readonly hasOneSign: boolean;
  /** By the id of the action, in place of its own keys; an empty list is none. */
  readonly own: Readonly<Record<string, readonly string[]>>;
}

const DEFAULT: Shortcuts = { hasOneSign: true, own: {} };

function kept(): Shortcuts {
  const { hasOneSign, own } = readKept(KEPT, DEFAULT);
  const isKeys = (keys: unknown) => Array.isArray(keys) && keys.every((key) => typeof key === "string");
  return { hasOneSign, own: Object.fromEntries(Object.entries(own ?? {}).filter(([, keys]) => isKeys(keys))) };
}

export const shortcuts = createStore<Shortcuts>(kept);
shortcuts.subscribe((now) => keep(KEPT, now));

interface Bound {
  readonly id: string;
  readonly keys: readonly string[];
}

/** The keys of an action as the person wants them, whether they are on or not. */
export function keysFor(action: Bound, { own }: Shortcuts): readonly string[] {
  return own[action.id] ?? action.keys;
}

/** The keys that act now. */
export function activeKeys(action: Bound, wanted: Shortcuts): readonly string[] {
  return keysFor(action, wanted).filter((keys) => wanted.hasOneSign || !isOneSign(keys));
}

/** Give `keys` to an action and take them from whichever has them. */
export function bind(action: Bound, keys: string, all: readonly Bound[]): void {
  shortcuts.setState((now) => {
    const own = { ...now.own };
    for (const other of all) {
      const has = keysFor(other, now);
      if (other.id !== action.id && has.includes(keys)) own[other.id] = has.filter((key) => key !== keys);
    }
    own[action.id] = [keys];
    return { own };
  });
}

export function bindNothing(action: Bound): void {
  shortcuts.setState(({ own }) => ({ own: { ...own, [action.id]: [] } }));
}

export function bindAsBefore(): void {
  shortcuts.setState({ ...DEFAULT }, true);
}
