/**
 * Undo and redo. A step is what a command changed, entry by entry, and not the document it left behind: undoing it
 * leaves alone what came meanwhile from the server or, later, from somebody else.
 */
import type { Document } from "./document";

type Path = readonly string[];
interface Change {
  readonly path: Path;
  /** Undefined: there was no such entry. */
  readonly before: unknown;
  readonly after: unknown;
}

interface Step {
  readonly changes: readonly Change[];
  /** Steps of the same group that follow one another are one; null joins with nothing. */
  readonly group: string | null;
  readonly at: number;
}

export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const EMPTY: History = { done: [], undone: [] };
/** A pause in typing after which the next letter begins another step, in milliseconds. */
export const PAUSE_MS = 2000;
const MOST_STEPS = 500;

/** Note what led from `before` to `after`. `group` names what is typed into, e.g. a line; `at` is in milliseconds. */
export function noted(history: History, before: Document, after: Document, group: string | null, at: number): History {
  const changes = difference(before, after);
  if (changes.length === 0) return history;
  const last = history.done.at(-1);
  if (group !== null && last?.group === group && at - last.at < PAUSE_MS && history.undone.length === 0) {
    const joined = { changes: joinedChanges(last.changes, changes), group, at };
    return { done: [...history.done.slice(0, -1), joined], undone: [] };
  }
  return { done: [...history.done, { changes, group, at }].slice(-MOST_STEPS), undone: [] };
}

export function undo(history: History, document: Document): [History, Document] {
  const step = history.done.at(-1);
  if (step === undefined) return [history, document];
  const changed = step.changes.reduce((now, change) => set(now, change.path, change.before), document);
  return [{ done: history.done.slice(0, -1), undone: [...history.undone, { ...step, group: null }] }, changed];
}

export function redo(history: History, document: Document): [History, Document] {
  const step = history.undone.at(-1);
  if (step === undefined) return [history, document];
  const changed = step.changes.reduce((now, change) => set(now, change.path, change.after), document);
  return [{ done: [...history.done, step], undone: history.undone.slice(0, -1) }, changed];
}

/** Entries that differ; what was not touched is the same value, so most of a document is passed over at once. */
function difference(before: unknown, after: unknown, path: Path = []): Change[] {
  if (before === after) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => difference(before[name], after[name], [...path, name]));
}

function joinedChanges(first: readonly Change[], second: readonly Change[]): Change[] {
  const joined = new Map(first.map((change) => [change.path.join("\n"), change]));
  for (const change of second) {
    const earlier = joined.get(change.path.join("\n"));
    joined.set(change.path.join("\n"), earlier === undefined ? change : { ...change, before: earlier.before });
  }
  return [...joined.values()];
}

/** The value with the entry at `path` set, or taken out; the same value where what holds the entry is gone. */
function set<Value>(value: Value, path: Path, entry: unknown): Value {
  const [name, ...deeper] = path;
  if (name === undefined) return entry as Value;
  if (!isRecord(value)) return value;
  const { [name]: old, ...others } = value;
  if (deeper.length === 0) return (entry === undefined ? others : { ...value, [name]: entry }) as Value;
  const changed = set(old, deeper, entry);
  return changed === old ? value : ({ ...value, [name]: changed } as Value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
