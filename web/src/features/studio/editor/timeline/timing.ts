/**
 * When what is said and shown: as the server lays a course out (`studio/timing.py`), worked out here at once while
 * somebody edits. How long a line lasts comes from the server, or is estimated until it says so.
 */
import type { Line as ApiLine, ProjectDetails } from "../../../../api/types.gen";
import type { Content, Document, LineId, SceneId, Slide } from "../doc/document";
import { type Lexicon, scenesInOrder } from "../doc/document";
import { entriesIn, NO_LEXICON } from "../doc/lexicon";
import { saidOf } from "../doc/marks";
import { inOrder } from "../doc/order";

export interface LineTime {
  readonly id: LineId;
  readonly text: string;
  /** Of what is said: see `soundKey`. */
  readonly key: string;
  /** From the scene's start, as all times of a scene's parts. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Whether the length is that of its sound, and no estimate. */
  readonly isSpoken: boolean;
  readonly pauseBeforeMs: number;
  readonly pauseAfterMs: number;
}

export interface SceneTime {
  readonly durationMs: number;
  readonly lines: readonly LineTime[];
  /** Which step of which page of the slide is shown from when on; the first is shown from the start. */
  readonly steps: readonly Shown[];
}

interface Shown {
  readonly atMs: number;
  /** From 1: a slide that is too full for one page is shown on several. */
  readonly page: number;
  readonly step: number;
}

/** As the server has it; `isLast` says whether nothing came after the scene. */
export interface PagedScene {
  readonly time: SceneTime;
  readonly isLast: boolean;
}

export interface PlacedScene extends SceneTime {
  readonly id: SceneId;
  readonly startMs: number;
}

export interface Layout {
  readonly scenes: readonly PlacedScene[];
  readonly totalMs: number;
}

interface Timed {
  readonly durationMs: number;
  readonly isSpoken: boolean;
}

/** What is known of a course besides its document. */
export interface Timings {
  readonly language: ProjectDetails["language"];
  readonly speed: number;
  readonly transitionFrames: number;
  /** By `soundKey`. */
  readonly lines: ReadonlyMap<string, Timed>;
  /** Scenes that are shown on several pages, which only the server can lay out. */
  readonly paged: ReadonlyMap<Content, PagedScene>;
}

const LEAD_MS = 350;
const TAIL_MS = 450;
const END_MS = 1200;
const RATE = 30;
/** Scenes last a whole number of these, in frames. */
const GRID = 16;
const SIGNS_A_SECOND = { "pt-BR": 15.2, "en-US": 16.8 } as const;

/** What decides how a line sounds: two lines with the same key last the same. */
export function soundKey(line: ApiLine, lexicon: Lexicon = NO_LEXICON): string {
  const said = line.say ?? line.text;
  const known = lexicon === NO_LEXICON ? [] : Object.entries(entriesIn(said, lexicon));
  return JSON.stringify([said, line.voice ?? null, line.speed ?? null, ...known]);
}

export function layOut(document: Document, timings: Timings): Layout {
  const scenes: PlacedScene[] = [];
  // In frames: rounded times would drift from the video's.
  let frames = 0;
  const listed = scenesInOrder(document);
  for (const [place, scene] of listed.entries()) {
    const isLast = place === listed.length - 1;
    const time = timeOf(scene.content, timings, document.lexicon, isLast);
    const startMs = framesToMs(frames);
    frames += Math.round((time.durationMs * RATE) / 1000);
    scenes.push({ ...time, id: scene.id, startMs, durationMs: framesToMs(frames) - startMs });
  }
  return { scenes, totalMs: framesToMs(frames) };
}

const framesToMs = (frames: number) => Math.round((frames * 1000) / RATE);

// Laid out once: most scenes of a course are as they were when somebody types into one.
const laid = new WeakMap<Content, { timings: Timings; lexicon: Lexicon; isLast: boolean; time: SceneTime }>();

function timeOf(content: Content, timings: Timings, lexicon: Lexicon, isLast: boolean): SceneTime {
  const told = timings.paged.get(content);
  if (told?.isLast === isLast) return told.time;
  const earlier = laid.get(content);
  if (earlier?.timings === timings && earlier.lexicon === lexicon && earlier.isLast === isLast) return earlier.time;
  const time = sceneTime(content, timings, lexicon, isLast);
  laid.set(content, { timings, lexicon, isLast, time });
  return time;
}

function sceneTime(content: Content, timings: Timings, lexicon: Lexicon, isLast: boolean): SceneTime {
  const lines = inOrder(content.lines).filter((line) => line.spoken.text.trim() !== "");
  const wanted = stepsOf(
    lines.map((line) => line.spoken),
    stepCount(content.slide),
  );
  const times: LineTime[] = [];
  const steps = [{ atMs: 0, page: 1, step: wanted[0] ?? 0 }];
  let now = LEAD_MS;
  for (const [place, { id, spoken }] of lines.entries()) {
    const pauseBeforeMs = spoken.pause_before_ms ?? 0;
    now += pauseBeforeMs;
    const step = wanted[place] ?? 0;
    if (step > (steps.at(-1)?.step ?? 0)) steps.push({ atMs: now, page: 1, step });
    const key = soundKey(spoken, lexicon);
    const sound = timings.lines.get(key) ?? estimated(spoken, timings);
    const isCounted = place < lines.length - 1 || spoken.pause_after_ms != null;
    const pauseAfterMs = isCounted ? pauseAfter(spoken, timings) : 0;
    times.push({ id, key, text: spoken.caption ?? spoken.text, startMs: now, ...sound, pauseBeforeMs, pauseAfterMs });
    now += sound.durationMs + pauseAfterMs;
  }
  const frames = isLast ? 0 : (content.rest.transition?.frames ?? timings.transitionFrames);
  const length = now + (isLast ? END_MS : TAIL_MS) + Math.floor((frames * 1000) / RATE);
  const durationMs = framesToMs(Math.ceil((length * RATE) / 1000 / GRID) * GRID);
  return { durationMs, lines: times, steps };
}

/** How many parts of a slide appear one after another. */
function stepCount(slide: Slide): number {
  if (slide.kind === "two_columns") return slide.left.items.length + slide.right.items.length;
  if (slide.kind === "table") return slide.rows.length;
  return "items" in slide ? (slide.items?.length ?? 0) : 0;
}

/** Never falling, all shown by the last line; all at once where no line says. */
function stepsOf(lines: readonly ApiLine[], count: number): number[] {
  if (lines.every((line) => line.step == null)) return lines.map(() => count);
  let step = 0;
  const steps = lines.map((line) => {
    step = Math.max(step, Math.min(line.step ?? 0, count));
    return step;
  });
  return [...steps.slice(0, -1), count];
}

function estimated(line: ApiLine, { language, speed }: Timings): Timed {
  const { text, restMs } = saidOf(line);
  const rests = text.match(/[,.;:?!] /g)?.length ?? 0;
  const seconds = text.length / SIGNS_A_SECOND[language] + rests * 0.2;
  return { durationMs: restMs + Math.max(200, Math.round((1000 * seconds) / (line.speed ?? speed))), isSpoken: false };
}

const PAUSES: Record<string, number> = {
  ...{ ".": 450, "…": 550, "?": 600, "!": 500, ":": 320, ";": 300, ",": 180, "—": 260, "–": 260, "-": 200 },
};

function pauseAfter(line: ApiLine, { language, speed }: Timings): number {
  if (line.pause_after_ms != null) return line.pause_after_ms;
  const text = line.text.replace(/["'”’»)\]}*_ \n\r\t]+$/, "");
  const base = text.endsWith("...") ? 550 : (PAUSES[text.slice(-1)] ?? 300);
  const whole = base + (/\n[ \t]*$/.test(line.text) ? 250 : 0);
  return Math.round(Math.round(whole * (language === "pt-BR" ? 1.1 : 1)) / (line.speed ?? speed));
}

/** The scene that is shown at an instant; the last one at the end. Null in a course without scenes. */
export function sceneAt(layout: Layout, ms: number): PlacedScene | null {
  let low = 0;
  let high = layout.scenes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((layout.scenes[middle]?.startMs ?? 0) <= ms) low = middle;
    else high = middle - 1;
  }
  return layout.scenes[low] ?? null;
}

/** The line that is said at an instant, or said last before it in the same scene. */
export function lineAt(scene: PlacedScene, ms: number): LineTime | null {
  return scene.lines.findLast((line) => scene.startMs + line.startMs <= ms) ?? null;
}

/** What of the slide is shown at an instant. */
export function shownAt(scene: PlacedScene, ms: number): { readonly page: number; readonly step: number } {
  return scene.steps.findLast(({ atMs }) => scene.startMs + atMs <= ms) ?? { page: 1, step: 0 };
}

const cuts = new WeakMap<Layout, readonly number[]>();

/** Where something begins: scenes and lines, in order. */
export function cutsOf(layout: Layout): readonly number[] {
  const known = cuts.get(layout);
  if (known !== undefined) return known;
  const starts = layout.scenes.flatMap((scene) => [
    scene.startMs,
    ...scene.lines.map((line) => scene.startMs + line.startMs),
  ]);
  const found = [...new Set([...starts, layout.totalMs])];
  cuts.set(layout, found);
  return found;
}
