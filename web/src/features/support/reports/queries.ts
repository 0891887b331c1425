import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  breakServiceDown,
  getRates,
  listChannels,
  listPeople,
  listTeams,
  reportBacklog,
  reportService,
} from "../../../api/sdk.gen";
import type { Asked, Grouping } from "./period";

const KEY = "support-reports";
const REFRESH_MS = 30_000;
const MOST = 100;

export const reportQuery = (asked: Asked | null) =>
  queryOptions({
    queryKey: [KEY, "overview", asked],
    queryFn: async ({ signal }) => (await reportService({ query: asked ?? {}, signal, throwOnError: true })).data,
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });

export const breakdownQuery = (asked: Asked | null, by: Grouping) =>
  queryOptions({
    queryKey: [KEY, "breakdown", by, asked],
    queryFn: async ({ signal }) =>
      (await breakServiceDown({ query: { ...asked, by }, signal, throwOnError: true })).data,
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });

export const backlogQuery = queryOptions({
  queryKey: [KEY, "backlog"],
  queryFn: async ({ signal }) => (await reportBacklog({ signal, throwOnError: true })).data,
  refetchInterval: REFRESH_MS,
});

export const ratesQuery = queryOptions({
  queryKey: [KEY, "rates"],
  queryFn: async ({ signal }) => (await getRates({ signal, throwOnError: true })).data,
});

/** Names for the filters; where there are more than a hundred, the others are found in the tables. */
export const partsQuery = queryOptions({
  queryKey: [KEY, "parts"],
  queryFn: async ({ signal }) => {
    const [channels, teams, people] = await Promise.all([
      listChannels({ query: { limit: MOST }, signal, throwOnError: true }),
      listTeams({ signal, throwOnError: true }),
      listPeople({ signal, throwOnError: true }),
    ]);
    return {
      channels: channels.data.items.map(({ id, name }) => ({ value: id, label: name })),
      teams: teams.data.map(({ id, name }) => ({ value: id, label: name })),
      people: people.data.map(({ user_id, name }) => ({ value: user_id, label: name })),
    };
  },
});
