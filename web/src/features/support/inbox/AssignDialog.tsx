import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { peopleQuery, teamsQuery } from "./desk";
import type { Acts } from "./useActs";

const QUEUE = "queue";

interface Props {
  conversation: ConversationDetails;
  acts: Acts;
  onClose: () => void;
}

/** Hands a conversation on to a person, to a team's queue, or to everybody's. */
export function AssignDialog({ conversation, acts: { assign }, onClose }: Props) {
  const { t } = useTranslation("inbox");
  const { data: people = [] } = useQuery({ ...peopleQuery, staleTime: 0 });
  const { data: teams = [] } = useQuery(teamsQuery);
  const [to, setTo] = useState<string | null>(null);
  const [kind, id] = to?.split(" ") ?? [];
  const others = people.filter(({ user_id }) => user_id !== conversation.assignee_id);
  return (
    <FormDialog
      title={t("assign.title")}
      deed={t("acts.assign")}
      isBusy={assign.isPending}
      isReady={to !== null}
      error={assign.error}
      onClose={onClose}
      submit={() =>
        assign.mutate(kind === "person" ? { assignee_id: id } : kind === "team" ? { team_id: id } : {}, {
          onSuccess: onClose,
        })
      }
    >
      <Select
        label={t("assign.to")}
        description={t("assign.hint")}
        searchable
        data-autofocus
        nothingFoundMessage={t("assign.nobody")}
        value={to}
        onChange={setTo}
        data={[
          {
            group: t("assign.people"),
            items: others.map(({ user_id, name, is_available, load, capacity }) => ({
              value: `person ${user_id}`,
              label: t(is_available ? "assign.here" : "assign.away", { name, load, capacity }),
            })),
          },
          {
            group: t("assign.queues"),
            items: [
              { value: QUEUE, label: t("assign.everybody") },
              ...teams.map((team) => ({ value: `team ${team.id}`, label: team.name })),
            ],
          },
        ]}
      />
    </FormDialog>
  );
}
