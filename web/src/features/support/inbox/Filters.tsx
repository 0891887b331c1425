import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { labelsQuery, teamsQuery } from "./desk";
import type { Filter } from "./model";
import { channelsQuery } from "./queries";

interface Props {
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

/** Chooses among the conversations of a box, by what there is to choose by. */
export function Filters({ filter, onFilter }: Props) {
  const { t } = useTranslation("inbox");
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: labels = [] } = useQuery(labelsQuery);
  const { data: channels = [] } = useQuery(channelsQuery);
  const all = [
    { name: "teamId", there: teams, least: 1 },
    { name: "labelId", there: labels, least: 1 },
    { name: "channelId", there: channels, least: 2 },
  ] as const;
  const offered = all.filter(({ there, least }) => there.length >= least);
  if (offered.length === 0) return null;
  return (
    <div className="inbox-filters">
      {offered.map(({ name, there }) => (
        <Select
          key={name}
          size="xs"
          aria-label={t(`filters.${name}`)}
          placeholder={t(`filters.${name}`)}
          clearable
          clearButtonProps={{ "aria-label": t("filters.clear") }}
          comboboxProps={{ width: 220, position: "bottom-start" }}
          data={there.map((one) => ({ value: one.id, label: one.name }))}
          value={filter[name]}
          onChange={(id) => onFilter({ ...filter, [name]: id })}
        />
      ))}
    </div>
  );
}
