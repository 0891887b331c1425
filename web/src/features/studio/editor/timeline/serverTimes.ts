/** The server's times of a course, as far as they hold for what is edited: of scenes that are as they were saved. */
import type { ProjectTimeline, TimedScene } from "../../../../api/types.gen";
import type { Known } from "../doc/baseline";
import { sceneChange } from "../doc/baseline";
import { type Content, type Document, type Lexicon, scenesInOrder, toApi } from "../doc/document";
import { inOrder } from "../doc/order";
import { type LineTime, type PagedScene, type SceneTime, soundKey, type Timings } from "./timing";

/**
 * With the lengths of lines as the server has them, and all times of scenes that it shows on several pages: those
 * depend on how the slide is cut.
 */
export function withServerTimes(
  timings: Timings,
  timeline: ProjectTimeline,
  document: Document,
  known: ReadonlyMap<string, Known>,
): Timings {
  const lines = new Map(timings.lines);
  const paged = new Map<Content, PagedScene>();
  const timed = new Map(timeline.scenes.map((scene) => [scene.id, scene]));
  const lastId = timeline.scenes.at(-1)?.id;
  for (const { id, content } of scenesInOrder(document)) {
    const saved = known.get(id);
    const scene = saved && timed.get(saved.serverId);
    if (scene === undefined || scene.version !== saved?.version) continue;
    if (sceneChange(saved.content, toApi(content)) !== null) continue;
    const isPaged = scene.steps.some(({ page }) => page > 1);
    const time = timeFrom(scene, content, document.lexicon);
    if (isPaged) paged.set(content, { time, isLast: scene.id === lastId });
    else
      for (const { key, durationMs, isSpoken } of time.lines)
        if (isSpoken || !lines.get(key)?.isSpoken) lines.set(key, { durationMs, isSpoken });
  }
  return { ...timings, lines, paged };
}

function timeFrom(scene: TimedScene, content: Content, lexicon: Lexicon): SceneTime {
  const spoken = inOrder(content.lines).filter((line) => line.spoken.text.trim() !== "");
  const lines = spoken.flatMap(({ id, spoken: line }, place): LineTime[] => {
    // One that is cut over pages is there for each part.
    const parts = scene.lines.filter((part) => part.line === place);
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        ...{ id, key: soundKey(line, lexicon), text: line.caption ?? line.text },
        ...{ startMs: first.start_ms, durationMs: last.start_ms + last.duration_ms - first.start_ms },
        ...{ pauseBeforeMs: first.pause_before_ms, pauseAfterMs: last.pause_after_ms },
        isSpoken: parts.every((part) => part.is_spoken),
      },
    ];
  });
  const steps = scene.steps.map(({ at_ms, page, step }) => ({ atMs: at_ms, page, step }));
  return { durationMs: scene.duration_ms, lines, steps };
}
