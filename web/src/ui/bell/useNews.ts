import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RenderDetails } from "../../api/types.gen";
import { enterRoom, onLive, type RoomEvent, startLive } from "../../lib/live";
import { courseTitleQuery, peopleQuery, rendersUnderWayQuery, subjectOf } from "../../lib/notifications";
import { useMay } from "../../lib/permissions";
import { accountQuery } from "../../lib/session";
import { dayAndTime } from "../../lib/time";
import { toast } from "../../lib/toasts";

/** What is older was told by then, or is found in the list. */
const FRESH_MS = 120_000;
const ENDED = ["succeeded", "failed", "dead", "cancelled"];

/** Connects whoever is signed in; shows news as they come. Gives the last of them in words, for those who listen. */
export function useNews(): string {
  const { data: account } = useQuery(accountQuery);
  const [heard, setHeard] = useState("");
  const tell = useTell(setHeard);
  const queries = useQueryClient();
  const tenantId = account?.tenant_id;
  const userId = account?.id;

  useEffect(() => {
    if (tenantId === undefined || userId === undefined) return;
    const ends = [
      onLive("notification", (event) => void tell.current(event)),
      onLive("progress", (event) => progressed(queries, event)),
      onLive("gap", () => void queries.invalidateQueries({ queryKey: ["notifications"] })),
      startLive(tenantId, userId),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [tenantId, userId, queries, tell]);
  useRoomsOfRenders();
  return heard;
}

function useTell(setHeard: (words: string) => void) {
  const { t } = useTranslation("notifications");
  const queries = useQueryClient();

  async function tellNow({ payload: said, seq, at, from }: RoomEvent) {
    const kind = String(said.kind);
    const payload = (said.payload ?? {}) as Record<string, unknown>;
    const subject = subjectOf(kind, payload);
    if (kind === "broadcast") {
      const people = await queries.ensureQueryData(peopleQuery).catch(() => new Map<string, string>());
      const author = people.get(from ?? "") ?? t("somebody");
      const title = t("broadcast", { author, when: dayAndTime(at) });
      toast({ id: `broadcast-${seq}`, title, text: subject.detail ?? "", tone: "news", stays: true });
      return;
    }
    void queries.invalidateQueries({ queryKey: ["notifications"] });
    if (kind.startsWith("render.")) void queries.invalidateQueries({ queryKey: ["renders"] });
    if (Date.now() - new Date(at).getTime() > FRESH_MS) return;
    const title = subject.projectId && (await queries.ensureQueryData(courseTitleQuery(subject.projectId)));
    const words = t(subject.words, { course: title ?? t("aCourse"), author: t("somebody") });
    const isHere = window.location.pathname === subject.leadsTo?.to;
    // Files that arrive by the dozen are no news for everybody to look at; nor is what one is looking at already.
    if (kind === "asset.ready" || isHere) setHeard(words);
    else {
      const link = subject.leadsTo === null ? undefined : { ...subject.leadsTo, name: t("open") };
      toast({ id: String(said.id), title: words, text: subject.detail ?? undefined, tone: subject.tone, link });
    }
  }
  // The connection outlives the language that it was begun in.
  const tell = useRef(tellNow);
  tell.current = tellNow;
  return tell;
}

/** How far renders are is told in the rooms of their jobs. */
function useRoomsOfRenders(): void {
  const isReader = useMay("content:read");
  const { data = [] } = useQuery({ ...rendersUnderWayQuery, enabled: isReader });
  const jobs = data.flatMap(({ job_id }) => job_id ?? []).sort();
  const key = jobs.join();
  useEffect(() => {
    const leave = key === "" ? [] : key.split(",").map((id) => enterRoom(`job:${id}`));
    return () => {
      for (const end of leave) end();
    };
  }, [key]);
}

function progressed(queries: QueryClient, { payload }: RoomEvent): void {
  const { job_id, state, stage, fraction, seconds_left } = payload as Partial<RenderDetails> & { state: string };
  if (ENDED.includes(state)) void queries.invalidateQueries({ queryKey: ["renders"] });
  queries.setQueryData(rendersUnderWayQuery.queryKey, (now) =>
    now?.map((one) =>
      one.job_id === job_id && state === "running"
        ? {
            ...one,
            state: "running",
            stage: stage ?? null,
            fraction: fraction ?? one.fraction,
            seconds_left: seconds_left ?? null,
          }
        : one,
    ),
  );
}
