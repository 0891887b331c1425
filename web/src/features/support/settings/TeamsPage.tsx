import { Button, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteTeam } from "../../../api/sdk.gen";
import type { PersonDetails, TeamDetails } from "../../../api/types.gen";
import { useMay } from "../../../lib/permissions";
import { Card } from "../../../ui/Card";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { Kept } from "./Kept";
import { PersonRow } from "./PersonRow";
import { peopleQuery, seen, settingsQuery, teamsQuery } from "./queries";
import { TeamDialog } from "./TeamDialog";

/** Who serves: whether they are there, how much they take, and the teams that they are in. */
export default function TeamsPage() {
  const { t } = useTranslation("supportSettings");
  const manages = useMay("support:manage");
  const { data: people, error: noPeople } = useQuery(peopleQuery);
  const { data: teams, error: noTeams } = useQuery(teamsQuery);
  const { data: settings } = useQuery(settingsQuery);
  const [opened, setOpened] = useState<TeamDetails | "new" | null>(null);
  const isLoading = people === undefined || teams === undefined;
  return (
    <Page
      title={t("teams.title")}
      lead={t("teams.lead")}
      actions={manages && <Button onClick={() => setOpened("new")}>{t("teams.new")}</Button>}
    >
      <Trouble error={noPeople ?? noTeams} />
      {isLoading && !noPeople && !noTeams && <Loading />}
      {!isLoading && (
        <>
          <Card
            title={t("people.title")}
            lead={settings !== undefined && t(settings.assigns_by_load ? "people.byLoad" : "people.byThemselves")}
          >
            <Rows label={t("people.title")}>
              {people.map((person) => (
                <PersonRow key={person.user_id} person={person} teams={teams} manages={manages} />
              ))}
            </Rows>
          </Card>
          <Card title={t("teams.list")} lead={t("teams.listLead")}>
            {teams.length === 0 ? (
              <Text c="dimmed">{t("teams.none")}</Text>
            ) : (
              <Rows label={t("teams.list")}>
                {teams.map((team) => (
                  <TeamRow key={team.id} team={team} people={people} manages={manages} onEdit={() => setOpened(team)} />
                ))}
              </Rows>
            )}
          </Card>
          {opened !== null && (
            <TeamDialog
              team={opened === "new" ? null : opened}
              teams={teams}
              people={people}
              onClose={() => setOpened(null)}
            />
          )}
        </>
      )}
    </Page>
  );
}

interface RowProps {
  team: TeamDetails;
  people: readonly PersonDetails[];
  manages: boolean;
  onEdit: () => void;
}

function TeamRow({ team, people, manages, onEdit }: RowProps) {
  const { t } = useTranslation("supportSettings");
  const queries = useQueryClient();
  const names = people.filter(({ user_id }) => team.member_ids.includes(user_id)).map(({ name }) => name);
  async function remove() {
    await deleteTeam({ path: { team_id: team.id }, headers: seen(team), throwOnError: true });
    await queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
    await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  }
  return (
    <Kept
      title={team.name}
      name={team.name}
      text={names.length === 0 ? t("teams.empty") : names.join(", ")}
      facts={team.subjects.map((subject) => <Tag key={subject}>{t(`subjects.${subject}`)}</Tag>)}
      question={t("teams.deleteText")}
      manages={manages}
      onEdit={onEdit}
      remove={remove}
    />
  );
}
