import { Button, Code, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EntryDetails } from "../../../api/types.gen";
import { peopleQuery } from "../../../lib/notifications";
import { dayAndTime } from "../../../lib/time";
import { Row } from "../../../ui/Rows";
import { Changes } from "./Changes";
import type { AuditFilter } from "./filter";

interface Props {
  entry: EntryDetails;
  onFilter: (part: Partial<AuditFilter>) => void;
}

export function Entry({ entry, onFilter }: Props) {
  const { t, i18n } = useTranslation("administration");
  const { data: people } = useQuery(peopleQuery);
  const { sequence, action, actor_kind, actor_id, subject_kind, subject_id, created_at } = entry;
  const [about, verb] = action.split(".");
  const known = `audit.actions.${about}.${verb}`;
  const words = i18n.exists(known, { ns: "administration" }) ? t(known) : action;
  const who = people?.get(actor_id ?? "") ?? t(`audit.actors.${actor_kind}`, actor_kind);
  const by = actor_kind === "api_key" ? t("audit.byKey", { who }) : who;
  return (
    <Row
      title={words}
      text={`${by} · ${t(`audit.subjects.${subject_kind}`, subject_kind)}`}
      facts={dayAndTime(created_at)}
    >
      <details className="details">
        <summary aria-label={`${t("audit.details")}: ${words}, ${dayAndTime(created_at)}`}>
          {t("audit.details")}
        </summary>
        <Changes changes={entry.changes} />
        <dl>
          <Fact name="number">{sequence}</Fact>
          <Fact name="action">
            <Code>{action}</Code>
          </Fact>
          <Fact name="subject">{subject_id && <Code>{subject_id}</Code>}</Fact>
          <Fact name="actor">{actor_id && <Code>{actor_id}</Code>}</Fact>
          <Fact name="credential">{entry.credential_id && <Code>{entry.credential_id}</Code>}</Fact>
          <Fact name="trace">{entry.trace_id && <Code>{entry.trace_id}</Code>}</Fact>
          <Fact name="hash">
            <Code>{entry.hash}</Code>
          </Fact>
        </dl>
        <Group gap="xs" mt="xs">
          {subject_id !== null && (
            <Button size="compact-sm" variant="default" onClick={() => onFilter({ subject: subject_id })}>
              {t("audit.sameSubject")}
            </Button>
          )}
          {actor_id !== null && (
            <Button size="compact-sm" variant="default" onClick={() => onFilter({ actor: actor_id })}>
              {t("audit.samePerson")}
            </Button>
          )}
        </Group>
      </details>
    </Row>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  const { t } = useTranslation("administration");
  if (children === null || children === "") return null;
  return (
    <>
      <dt>{t(`audit.facts.${name}`)}</dt>
      <dd>{children}</dd>
    </>
  );
}
