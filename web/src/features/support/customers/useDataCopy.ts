import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CustomerDetails } from "../../../api/types.gen";
import { askForCopy, CUSTOMERS } from "./queries";

/** Ask for a copy of the customer's data; the page shows then how far it is. */
export function useDataCopy(customer: CustomerDetails) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => askForCopy(customer.id),
    onSettled: () => queries.invalidateQueries({ queryKey: [...CUSTOMERS, "one", customer.id] }),
  });
}
