import { useQuery } from "@tanstack/react-query";
import { peopleQuery as membersQuery } from "../../../lib/notifications";
import { peopleQuery } from "./desk";

/** What a person is called who serves customers, or who did. */
export function useNameOf(): (userId: string | null) => string | undefined {
  const { data: people } = useQuery(peopleQuery);
  const { data: members } = useQuery(membersQuery);
  return (userId) => people?.find(({ user_id }) => user_id === userId)?.name ?? members?.get(userId ?? "");
}
