import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { getStatisticsOfRealtime, listRenders } from "../../../api/sdk.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { Chart } from "./Chart";
import { type Moment, type Pace, paceOf, sum } from "./metrics";
import { readMetrics } from "./reading";

const WATCH_MS = 5000;
const MOST = 60;

/** A first page of numbers: what happens now, and since one is looking. */
export function Numbers() {
  const { t, i18n } = useTranslation("administration");
  const [isWatching, setWatching] = useState(true);
  const interval = isWatching ? WATCH_MS : false;
  const { data: now, error } = useQuery({
    queryKey: ["metrics"],
    queryFn: async ({ signal }): Promise<Moment> => ({ samples: await readMetrics(signal), at: Date.now() }),
    refetchInterval: interval,
    structuralSharing: false,
  });
  const rooms = useQuery({
    queryKey: ["rooms", "statistics"],
    queryFn: async ({ signal }) => (await getStatisticsOfRealtime({ signal, throwOnError: true })).data,
    refetchInterval: interval,
  });
  const renders = useQuery({
    queryKey: ["renders", "running"],
    queryFn: async ({ signal }) =>
      (await listRenders({ query: { state: "running" }, signal, throwOnError: true })).data.items.length,
    refetchInterval: interval,
  });
  const paces = usePaces(now);
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const last = paces.at(-1);
  const gauge = (name: string) => (now === undefined ? "–" : number(sum(now.samples, name)));
  const oldest = Math.max(
    0,
    ...(now?.samples ?? []).filter(({ name }) => name === "jobs_oldest_seconds").map(({ value }) => value),
  );
  const numbers: [string, string][] = [
    ["requests", last === undefined ? "–" : number(last.requests, 1)],
    ["slow", last?.slow == null ? "–" : t("health.numbers.ms", { ms: number(1000 * last.slow) })],
    ["failed", last === undefined ? "–" : `${number(100 * last.failed, 1)} %`],
    ["waiting", gauge("requests_waiting")],
    ["jobs", gauge("jobs_waiting")],
    ["oldest", t("health.numbers.seconds", { seconds: number(oldest) })],
    ["renders", renders.data === undefined ? "–" : number(renders.data)],
    ["sockets", gauge("websockets_open")],
    ["people", rooms.data === undefined ? "–" : number(rooms.data.people)],
  ];
  return (
    <Card
      title={t("health.numbers.title")}
      lead={t("health.numbers.lead")}
      actions={
        <Switch
          label={t("health.numbers.watch")}
          checked={isWatching}
          onChange={(event) => setWatching(event.currentTarget.checked)}
        />
      }
    >
      <Trouble error={error ?? rooms.error ?? renders.error} />
      <dl className="numbers">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`health.numbers.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Chart paces={paces} />
    </Card>
  );
}

function usePaces(now: Moment | undefined): readonly Pace[] {
  const [moments, setMoments] = useState<readonly Moment[]>([]);
  useEffect(() => {
    if (now !== undefined)
      setMoments((before) => (before.at(-1)?.at === now.at ? before : [...before, now].slice(-MOST - 1)));
  }, [now]);
  return moments.slice(1).flatMap((after, at) => {
    const before = moments[at];
    return before === undefined ? [] : [paceOf(before, after)];
  });
}
