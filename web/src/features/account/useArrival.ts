import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { sessionChanged } from "../../lib/session";

/** Goes on after a sign-in, to where the person wanted to be. */
export function useArrival(next = "/"): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await sessionChanged(queries);
    await navigate({ href: next, replace: true });
  };
}
