import { Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Measured } from "../../../api/types.gen";
import { useMay } from "../../../lib/permissions";
import { dayAndTime } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Loading } from "../../../ui/Loading";
import { Row, Rows } from "../../../ui/Rows";
import { Tag, type Tone } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { Section } from "../Section";
import { Numbers } from "./Numbers";
import { readHealth } from "./reading";

const WATCH_MS = 10_000;
const TONES: Record<Measured["status"], Tone> = { pass: "good", warn: "warning", fail: "bad" };
const WORST_FIRST = ["fail", "warn", "pass"];

const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => readHealth(signal),
  refetchInterval: WATCH_MS,
  retry: false,
});

export default function HealthPage() {
  const may = useMay("operations:read");
  return (
    <Section area="health">
      {may && <Checks />}
      {may && <Numbers />}
    </Section>
  );
}

function Checks() {
  const { t } = useTranslation("administration");
  const { data, error } = useQuery(healthQuery);
  const checks = Object.entries(data?.checks ?? {}).flatMap(([name, [found]]) => (found ? [{ name, ...found }] : []));
  const order = (one: Measured) => WORST_FIRST.indexOf(one.status);
  return (
    <Card
      title={t("health.parts")}
      lead={data && t("health.at", { when: dayAndTime(data.time) })}
      actions={data && <Tag tone={TONES[data.status]}>{t(`health.whole.${data.status}`)}</Tag>}
    >
      <Trouble error={error} />
      {data === undefined && !error && <Loading />}
      {checks.length > 0 && (
        <Rows label={t("health.parts")}>
          {checks
            .sort((one, other) => order(one) - order(other))
            .map((check) => (
              <OneCheck key={check.name} name={check.name} check={check} />
            ))}
        </Rows>
      )}
    </Card>
  );
}

function OneCheck({ name, check }: { name: string; check: Measured }) {
  const { t, i18n } = useTranslation("administration");
  const { status, observed_value, observed_unit, since } = check;
  const value = typeof observed_value === "number" ? new Intl.NumberFormat(i18n.language).format(observed_value) : null;
  const unit = (observed_unit ?? "").replaceAll(" ", "_");
  return (
    <Row
      title={
        <>
          {t(`health.names.${name}`, name)}
          <Tag tone={TONES[status]}>{t(`health.states.${status}`)}</Tag>
        </>
      }
      text={status !== "pass" && t(`health.help.${name}`, "")}
      facts={
        <>
          {value !== null && <Text size="sm">{t(`health.units.${unit}`, { value, defaultValue: value })}</Text>}
          <Text size="sm">{t("health.since", { when: dayAndTime(since) })}</Text>
        </>
      }
    />
  );
}
