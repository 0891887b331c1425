import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createStore, useStore } from "zustand";
import { writeAsCustomer } from "../../../api/sdk.gen";
import type { WriteAsCustomerData } from "../../../api/types.gen";
import { chatQuery } from "./queries";

export type Written = WriteAsCustomerData["body"];

/** Whether what is written is said to have been written two hours ago. */
export const lateness = createStore<{ isLate: boolean }>(() => ({ isLate: false }));
export const useLateness = () => useStore(lateness).isLate;
const LATE_MINUTES = 120;

/** Writes as a customer; the chat shows it at once. */
export function useWriting(userId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (written: Written) => {
      const minutes_ago = lateness.getState().isLate ? LATE_MINUTES : 0;
      await writeAsCustomer({ path: { user_id: userId }, body: { ...written, minutes_ago }, throwOnError: true });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: chatQuery(userId).queryKey }),
  });
}
