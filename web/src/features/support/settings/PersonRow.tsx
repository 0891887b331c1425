import { NumberInput, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changePerson } from "../../../api/sdk.gen";
import type { PersonChange, PersonDetails, TeamDetails } from "../../../api/types.gen";
import { accountQuery } from "../../../lib/session";
import { Row } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { peopleQuery } from "./queries";

interface Props {
  person: PersonDetails;
  teams: readonly TeamDetails[];
  manages: boolean;
}

/** Somebody who serves. They say themselves whether they are there; how much they take is for who manages. */
export function PersonRow({ person, teams, manages }: Props) {
  const { t } = useTranslation("supportSettings");
  const { data: account } = useQuery(accountQuery);
  const queries = useQueryClient();
  const [typed, setTyped] = useState<string | number>(person.capacity);
  const changing = useMutation({
    mutationFn: (body: PersonChange) => changePerson({ path: { user_id: person.user_id }, body, throwOnError: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  // What was just said is shown at once.
  const isAvailable = (changing.isPending ? changing.variables.is_available : null) ?? person.is_available;
  const isMe = account?.id === person.user_id;
  const own = teams.filter(({ id }) => person.team_ids.includes(id));
  function keep() {
    if (typed === "" || Number(typed) === person.capacity) setTyped(person.capacity);
    else changing.mutate({ capacity: Number(typed) });
  }
  return (
    <Row
      title={isMe ? t("people.me", { name: person.name }) : person.name}
      text={t("people.load", { count: person.load, capacity: person.capacity })}
      facts={own.map(({ id, name }) => <Tag key={id}>{name}</Tag>)}
      actions={
        <>
          {manages && (
            <NumberInput
              aria-label={t("people.capacity", { name: person.name })}
              prefix={t("people.atMost")}
              min={0}
              max={100}
              w={116}
              allowDecimal={false}
              value={typed}
              onChange={setTyped}
              onBlur={keep}
              onKeyDown={(event) => event.key === "Enter" && keep()}
            />
          )}
          {isMe || manages ? (
            <Switch
              label={t("people.available")}
              aria-label={t("people.availableOf", { name: person.name })}
              checked={isAvailable}
              onChange={(event) => changing.mutate({ is_available: event.currentTarget.checked })}
            />
          ) : (
            <Tag tone={person.is_available ? "good" : "plain"}>
              {t(person.is_available ? "people.available" : "people.away")}
            </Tag>
          )}
        </>
      }
    >
      {changing.error !== null && <Trouble error={changing.error} />}
    </Row>
  );
}
