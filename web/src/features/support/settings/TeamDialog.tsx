import { Checkbox, SimpleGrid, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTeam, createTeam, setTeamMembers } from "../../../api/sdk.gen";
import type { PersonDetails, TeamDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { FormDialog } from "../../../ui/FormDialog";
import { peopleQuery, seen, teamsQuery } from "./queries";

const SUBJECTS = [
  "second_copy",
  "unlock",
  "outage",
  "diagnosis",
  "visit",
  "plan_change",
  "cancellation",
  "privacy",
  "history",
  "other",
] as const satisfies readonly TeamDetails["subjects"][number][];

interface Props {
  /** Null: a new one. */
  team: TeamDetails | null;
  teams: readonly TeamDetails[];
  people: readonly PersonDetails[];
  onClose: () => void;
}

/** A team: its name, what is handed to it, and its people. */
export function TeamDialog({ team, teams, people, onClose }: Props) {
  const { t } = useTranslation(["supportSettings", "common"]);
  const queries = useQueryClient();
  const [subjects, setSubjects] = useState<string[]>(team?.subjects ?? []);
  const [members, setMembers] = useState<string[]>(team?.member_ids ?? []);
  const { form, error, isBusy, submit } = useServerForm({ name: team?.name ?? "" }, async ({ name }) => {
    const body = { name, subjects: subjects as TeamDetails["subjects"] };
    try {
      const { data } =
        team === null
          ? await createTeam({ body, throwOnError: true })
          : await changeTeam({ path: { team_id: team.id }, body, headers: seen(team), throwOnError: true });
      await setTeamMembers({ path: { team_id: data.id }, body: { user_ids: members }, throwOnError: true });
      onClose();
    } finally {
      await queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    }
  });
  const ownerOf = (subject: string) =>
    teams.find((other) => other.id !== team?.id && (other.subjects as string[]).includes(subject))?.name;
  return (
    <FormDialog
      title={team === null ? t("teams.new") : t("edit", { name: team.name })}
      deed={t("common:actions.save")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld={isBusy}
      isReady={form.values.name.trim() !== ""}
      error={error}
    >
      <TextInput
        label={t("teams.name")}
        autoComplete="off"
        maxLength={200}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Checkbox.Group
        label={t("teams.subjects")}
        description={t("teams.subjectsHelp")}
        value={subjects}
        onChange={setSubjects}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
          {SUBJECTS.map((subject) => {
            const owner = ownerOf(subject);
            return (
              <Checkbox
                key={subject}
                value={subject}
                label={t(`subjects.${subject}`)}
                disabled={owner !== undefined}
                description={owner !== undefined && t("teams.taken", { name: owner })}
              />
            );
          })}
        </SimpleGrid>
      </Checkbox.Group>
      <Checkbox.Group label={t("teams.members")} value={members} onChange={setMembers}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
          {people.map(({ user_id, name }) => (
            <Checkbox key={user_id} value={user_id} label={name} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </FormDialog>
  );
}
