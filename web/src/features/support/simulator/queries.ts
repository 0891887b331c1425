import { queryOptions } from "@tanstack/react-query";
import { getChat, getSimulatedFile, getSimulator, listPhones } from "../../../api/sdk.gen";
import type { SimulatorState } from "../../../api/types.gen";

export const SIMULATOR = ["support", "simulator"] as const;
const BEAT_MS = 1000;

export const simulatorQuery = queryOptions({
  queryKey: [...SIMULATOR, "state"],
  queryFn: async ({ signal }) => (await getSimulator({ signal, throwOnError: true })).data,
  refetchInterval: (query) => (isUnderWay(query.state.data) ? BEAT_MS : false),
});

export const phonesQuery = queryOptions({
  queryKey: [...SIMULATOR, "phones"],
  queryFn: async ({ signal }) => (await listPhones({ signal, throwOnError: true })).data,
  refetchInterval: 3 * BEAT_MS,
});

export const chatQuery = (userId: string) =>
  queryOptions({
    queryKey: [...SIMULATOR, "chat", userId],
    queryFn: async ({ signal }) => (await getChat({ path: { user_id: userId }, signal, throwOnError: true })).data,
    refetchInterval: BEAT_MS,
  });

export const fileQuery = (mediaId: string) =>
  queryOptions({
    queryKey: [...SIMULATOR, "file", mediaId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = { media_id: mediaId };
      return (await getSimulatedFile({ path, signal, parseAs: "blob", throwOnError: true })).data as unknown as Blob;
    },
  });

/** The number is being connected, or the example's articles are being read. */
function isUnderWay(state: SimulatorState | undefined): boolean {
  if (state === undefined || !state.is_offered) return false;
  const example = state.example;
  const isReading = example !== null && example.articles_ready > 0 && example.articles_ready < example.articles;
  return (state.channel_id !== null && !state.is_ready) || isReading;
}
