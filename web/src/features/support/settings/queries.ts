import { queryOptions } from "@tanstack/react-query";
import { getErp, getSupportSettings, listCannedReplies, listLabels, listPeople, listTeams } from "../../../api/sdk.gen";

export const settingsQuery = queryOptions({
  queryKey: ["support-settings"],
  queryFn: async ({ signal }) => (await getSupportSettings({ signal, throwOnError: true })).data,
});

export const teamsQuery = queryOptions({
  queryKey: ["support-teams"],
  queryFn: async ({ signal }) => (await listTeams({ signal, throwOnError: true })).data,
});

export const peopleQuery = queryOptions({
  queryKey: ["support-people"],
  queryFn: async ({ signal }) => (await listPeople({ signal, throwOnError: true })).data,
});

export const labelsQuery = queryOptions({
  queryKey: ["support-labels"],
  queryFn: async ({ signal }) => (await listLabels({ signal, throwOnError: true })).data,
});

export const repliesQuery = queryOptions({
  queryKey: ["support-replies"],
  queryFn: async ({ signal }) => (await listCannedReplies({ signal, throwOnError: true })).data,
});

export const erpQuery = queryOptions({
  queryKey: ["support-erp"],
  queryFn: async ({ signal }) => (await getErp({ signal, throwOnError: true })).data,
});

/** The header by which only the version that was seen is changed. */
export const seen = ({ version }: { version: number }) => ({ "If-Match": `"${version}"` });
