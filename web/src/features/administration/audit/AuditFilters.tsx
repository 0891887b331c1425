import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "../../../lib/notifications";
import { ACTIONS, SUBJECTS } from "./actions";
import { type AuditFilter, NO_FILTER } from "./filter";

const PAUSE_MS = 400;

interface Props {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useTranslation("administration");
  const { data: people } = useQuery(peopleQuery);
  const [subject, setSubject] = useState(filter.subject);
  const set = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  const setLater = useDebouncedCallback((typed: string) => set({ subject: typed }), PAUSE_MS);
  useEffect(() => setSubject(filter.subject), [filter.subject]);
  const actions = Object.entries(ACTIONS).map(([about, verbs]) => ({
    group: t(`audit.about.${about}`),
    items: [
      ...(verbs.length > 1
        ? [{ value: `${about}.`, label: t("audit.allOf", { about: t(`audit.about.${about}`) }) }]
        : []),
      ...verbs.map((verb) => ({ value: `${about}.${verb}`, label: t(`audit.actions.${about}.${verb}`) })),
    ],
  }));
  const common = { placeholder: t("all"), clearable: true, clearButtonProps: { "aria-label": t("clear") } } as const;
  return (
    <search className="filters" aria-label={t("audit.filters")}>
      <Select
        {...common}
        label={t("audit.action")}
        searchable
        nothingFoundMessage={t("nothingFound")}
        data={actions}
        value={filter.action}
        onChange={(action) => set({ action })}
      />
      <Select
        {...common}
        label={t("audit.person")}
        searchable
        nothingFoundMessage={t("nothingFound")}
        data={[...(people ?? [])].map(([value, label]) => ({ value, label }))}
        value={filter.actor}
        onChange={(actor) => set({ actor })}
      />
      <Select
        {...common}
        label={t("audit.kind")}
        data={SUBJECTS.map((value) => ({ value, label: t(`audit.subjects.${value}`) }))}
        value={filter.kind}
        onChange={(kind) => set({ kind })}
      />
      <TextInput
        label={t("audit.subject")}
        autoComplete="off"
        spellCheck={false}
        value={subject}
        onChange={({ currentTarget: { value } }) => {
          setSubject(value);
          setLater(value);
        }}
      />
      <TextInput
        type="date"
        label={t("audit.from")}
        max={filter.to || undefined}
        value={filter.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("audit.to")}
        min={filter.from || undefined}
        value={filter.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <Button
        variant="subtle"
        onClick={() => {
          setSubject("");
          onChange(NO_FILTER);
        }}
        disabled={Object.values(filter).every((value) => !value)}
      >
        {t("audit.clear")}
      </Button>
    </search>
  );
}
