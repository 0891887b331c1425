import { SegmentedControl, Select, TextInput, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SPANS, type Span, type Wanted } from "./period";
import { partsQuery } from "./queries";

interface Props {
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
}

export function Filters({ wanted, onChange }: Props) {
  const { t } = useTranslation("reports");
  const { data: parts } = useQuery(partsQuery);
  const set = (part: Partial<Wanted>) => onChange({ ...wanted, ...part });
  const common = { clearable: true, searchable: true, nothingFoundMessage: t("filters.nothing") } as const;
  return (
    <search className="report-filters" aria-label={t("filters.title")}>
      <div className="report-spans">
        <VisuallyHidden id="report-spans">{t("filters.days")}</VisuallyHidden>
        <SegmentedControl
          aria-labelledby="report-spans"
          data={SPANS.map((value) => ({ value, label: t(`filters.spans.${value}`) }))}
          value={wanted.span}
          onChange={(span) => set({ span: span as Span })}
        />
      </div>
      {wanted.span === "own" && (
        <>
          <TextInput
            type="date"
            label={t("filters.since")}
            max={wanted.until || undefined}
            value={wanted.since}
            onChange={(event) => set({ since: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("filters.until")}
            min={wanted.since || undefined}
            value={wanted.until}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        </>
      )}
      <Select
        {...common}
        label={t("filters.number")}
        placeholder={t("filters.all")}
        clearButtonProps={{ "aria-label": t("filters.clear") }}
        data={parts?.channels ?? []}
        value={wanted.channel}
        onChange={(channel) => set({ channel })}
      />
      <Select
        {...common}
        label={t("filters.team")}
        placeholder={t("filters.allOf")}
        clearButtonProps={{ "aria-label": t("filters.clear") }}
        data={parts?.teams ?? []}
        value={wanted.team}
        onChange={(team) => set({ team })}
      />
      <Select
        {...common}
        label={t("filters.person")}
        placeholder={t("filters.allOf")}
        clearButtonProps={{ "aria-label": t("filters.clear") }}
        data={parts?.people ?? []}
        value={wanted.person}
        onChange={(person) => set({ person })}
      />
    </search>
  );
}
