/** Reads WebVTT as far as it is needed to jump to what is said. */
export interface Cue {
  /** In seconds. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const TIMES = /^((?:\d+:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}\.\d{3})/;
const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " " };

export function readVtt(vtt: string): Cue[] {
  const blocks = vtt.replaceAll("\r\n", "\n").split(/\n{2,}/);
  return blocks.flatMap((block) => {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMES.test(line));
    const [, start, end] = TIMES.exec(lines[at] ?? "") ?? [];
    if (start === undefined || end === undefined) return [];
    return [{ start: seconds(start), end: seconds(end), text: plain(lines.slice(at + 1).join(" ")) }];
  });
}

/** Cues that say `words`, whatever the case and the accents; all of them where nothing is looked for. */
export function search(cues: readonly Cue[], words: string): Cue[] {
  const wanted = folded(words.trim());
  return cues.filter((cue) => folded(cue.text).includes(wanted));
}

function seconds(time: string): number {
  return time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
