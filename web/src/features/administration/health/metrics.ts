/** Prometheus's text format, and what a person wants to know of it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export function parseMetrics(text: string): readonly Sample[] {
  return text.split("\n").flatMap((line) => {
    const found = line.startsWith("#") ? null : LINE.exec(line);
    if (found === null) return [];
    const [, name = "", labels = "", value = ""] = found;
    const pairs = [...labels.matchAll(LABEL)].map(([, key, said]) => [key, unescaped(said ?? "")] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: numberOf(value) }];
  });
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

function numberOf(text: string): number {
  return text === "+Inf" ? Number.POSITIVE_INFINITY : text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

export function sum(
  samples: readonly Sample[],
  name: string,
  isMeant: (labels: Sample["labels"]) => boolean = () => true,
) {
  return samples.reduce((total, one) => (one.name === name && isMeant(one.labels) ? total + one.value : total), 0);
}

export interface Moment {
  readonly at: number;
  readonly samples: readonly Sample[];
}

export interface Pace {
  readonly at: number;
  /** Requests a second. */
  readonly requests: number;
  /** Of those, answered with 5xx: a share of 1. */
  readonly failed: number;
  /** Seconds that 95 of 100 were answered within: the bound of the histogram's bucket. Null: there were none. */
  readonly slow: number | null;
}

/** What happened between two readings. Counters begin anew where the server does. */
export function paceOf(before: Moment, after: Moment): Pace {
  const seconds = (after.at - before.at) / 1000;
  const grown = (name: string, isMeant?: (labels: Sample["labels"]) => boolean) =>
    Math.max(0, sum(after.samples, name, isMeant) - sum(before.samples, name, isMeant));
  const count = grown("http_request_seconds_count");
  const failed = grown("http_request_seconds_count", ({ status }) => status?.startsWith("5") ?? false);
  const bounds = new Set(
    after.samples.filter(({ name }) => name === "http_request_seconds_bucket").map(({ labels }) => labels.le ?? ""),
  );
  const slow = [...bounds]
    .map((bound) => ({ bound, seconds: numberOf(bound) }))
    .sort((one, other) => one.seconds - other.seconds)
    .find(({ bound }) => grown("http_request_seconds_bucket", ({ le }) => le === bound) >= 0.95 * count);
  return {
    at: after.at,
    requests: seconds > 0 ? count / seconds : 0,
    failed: count === 0 ? 0 : failed / count,
    slow: count === 0 ? null : (slow?.seconds ?? null),
  };
}
