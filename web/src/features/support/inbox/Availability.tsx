import { Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changePerson } from "../../../api/sdk.gen";
import { Trouble } from "../../../ui/Trouble";
import { peopleQuery } from "./desk";

/** Whether one is there, and is given conversations. */
export function Availability({ userId }: { userId: string }) {
  const { t } = useTranslation("inbox");
  const queries = useQueryClient();
  const { data: people } = useQuery(peopleQuery);
  const me = people?.find(({ user_id }) => user_id === userId);
  const saying = useMutation({
    mutationFn: (is_available: boolean) =>
      changePerson({ path: { user_id: userId }, body: { is_available }, throwOnError: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  if (me === undefined) return null;
  return (
    <>
      <Switch
        size="sm"
        label={t("here")}
        checked={saying.isPending ? saying.variables : me.is_available}
        onChange={(event) => saying.mutate(event.currentTarget.checked)}
      />
      <Trouble error={saying.error} />
    </>
  );
}
