/** What the pages of customers ask of the server. */
import { queryOptions } from "@tanstack/react-query";
import {
  cancelJob,
  closeDataRequest,
  eraseCustomer,
  exportCustomer,
  getCustomer,
  getJob,
  listCustomers,
  listDataRequests,
  openDataRequest,
  recordConsent,
} from "../../../api/sdk.gen";
import type { CustomerDetails, CustomerSummary, DataRequestDetails, JobDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";

export const CUSTOMERS = ["customers"] as const;
export type Right = DataRequestDetails["right"];
export const RIGHTS: readonly Right[] = [
  "confirmation",
  "access",
  "correction",
  "deletion",
  "portability",
  "sharing",
  "consent",
  "revocation",
  "opposition",
  "review",
];
const LOOK_EVERY_MS = 1000;

export const customersQuery = (search: string) =>
  pagesQuery<CustomerSummary>([...CUSTOMERS, "list", search], (cursor, signal) =>
    listCustomers({ query: { search: search || undefined, cursor, limit: 50 }, signal, throwOnError: true }),
  );

export const openRequestsQuery = pagesQuery<DataRequestDetails>([...CUSTOMERS, "requests"], (cursor, signal) =>
  listDataRequests({ query: { is_open: true, cursor, limit: 20 }, signal, throwOnError: true }),
);

/** Phones, masked; of whom none is known, the id that WhatsApp gives them. */
export function reachedBy({ addresses }: CustomerSummary): string {
  const phones = addresses.filter(({ kind }) => kind === "phone");
  return (phones.length === 0 ? addresses : phones).map(({ masked }) => masked).join(" · ");
}

/** Read again while something about the customer is being made or erased. */
export const customerQuery = (id: string) =>
  queryOptions<CustomerDetails>({
    queryKey: [...CUSTOMERS, "one", id],
    queryFn: async ({ signal }) => (await getCustomer({ path: { customer_id: id }, signal, throwOnError: true })).data,
    refetchInterval: ({ state: { data, status } }) =>
      status === "success" && (data?.erasure_job_id || data?.export?.state === "waiting") ? LOOK_EVERY_MS : false,
  });

export const jobQuery = (id: string) =>
  queryOptions<JobDetails>({
    queryKey: ["jobs", "one", id],
    queryFn: async ({ signal }) => (await getJob({ path: { job_id: id }, signal, throwOnError: true })).data,
    refetchInterval: LOOK_EVERY_MS,
  });

const of = (id: string) => ({ path: { customer_id: id }, throwOnError: true as const });

export const askForCopy = (id: string) => exportCustomer(of(id));
export const erase = (id: string) => eraseCustomer(of(id));
export const stop = (jobId: string) => cancelJob({ path: { job_id: jobId }, throwOnError: true });
export const openRequest = (id: string, right: Right) => openDataRequest({ ...of(id), body: { right } });
export const noteConsent = (id: string, is_given: boolean, evidence: string) =>
  recordConsent({ ...of(id), body: { is_given, evidence } });
export const closeRequest = (id: string, outcome: "done" | "refused", reason: string) =>
  closeDataRequest({ path: { request_id: id }, body: { outcome, reason: reason || null }, throwOnError: true });
