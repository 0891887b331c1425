/** What the desk is set up with: people, teams, labels, texts that are written often, what Meta's messages cost. */
import { queryOptions } from "@tanstack/react-query";
import { getRates, listCannedReplies, listLabels, listPeople, listTeams } from "../../../api/sdk.gen";

const STALE_MS = 60_000;

export const peopleQuery = queryOptions({
  queryKey: ["support", "people"],
  staleTime: STALE_MS,
  queryFn: async ({ signal }) => (await listPeople({ signal, throwOnError: true })).data,
});

export const teamsQuery = queryOptions({
  queryKey: ["support", "teams"],
  staleTime: STALE_MS,
  queryFn: async ({ signal }) => (await listTeams({ signal, throwOnError: true })).data,
});

export const labelsQuery = queryOptions({
  queryKey: ["support", "labels"],
  staleTime: STALE_MS,
  queryFn: async ({ signal }) => (await listLabels({ signal, throwOnError: true })).data,
});

export const cannedQuery = queryOptions({
  queryKey: ["support", "canned-replies"],
  staleTime: STALE_MS,
  queryFn: async ({ signal }) => (await listCannedReplies({ signal, throwOnError: true })).data,
});

export const ratesQuery = queryOptions({
  queryKey: ["support", "rates"],
  staleTime: STALE_MS,
  queryFn: async ({ signal }) => (await getRates({ signal, throwOnError: true })).data,
});
