import { ActionIcon, Button, Group, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpeningSpan } from "../../../api/types.gen";
import { PlusIcon, TrashIcon } from "../../../ui/icons";
import { DAYS, keptEnd, nextSpan, shownEnd, spansOf, USUAL, withSpans } from "./hours";
import "./settings.css";

interface Props {
  hours: readonly OpeningSpan[];
  onChange: (hours: OpeningSpan[]) => void;
}

/** When people serve: at any time, or in periods of each day. */
export function HoursEditor({ hours, onChange }: Props) {
  const { t } = useTranslation("supportSettings");
  const isAlways = hours.length === 0;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("hours.kind")}
        value={isAlways ? "always" : "week"}
        data={["always", "week"].map((value) => ({ value, label: t(`hours.${value}`) }))}
        onChange={(kind) => onChange(kind === "always" ? [] : [...USUAL])}
        maw={420}
      />
      {!isAlways && (
        <ul className="week" aria-label={t("hours.title")}>
          {DAYS.map((weekday) => (
            <Day
              key={weekday}
              weekday={weekday}
              spans={spansOf(hours, weekday)}
              onChange={(spans) => onChange(withSpans(hours, weekday, spans))}
            />
          ))}
        </ul>
      )}
    </Stack>
  );
}

interface DayProps {
  weekday: number;
  spans: readonly OpeningSpan[];
  onChange: (spans: OpeningSpan[]) => void;
}

function Day({ weekday, spans, onChange }: DayProps) {
  const { t } = useTranslation("supportSettings");
  const day = t(`days.${weekday}`);
  const set = (at: number, change: Partial<OpeningSpan>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...change } : span)));
  return (
    <li className="week-day">
      <Switch
        label={day}
        checked={spans.length > 0}
        onChange={(event) => onChange(event.currentTarget.checked ? [nextSpan([], weekday)] : [])}
      />
      <div className="week-spans">
        {spans.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("hours.closed")}
          </Text>
        )}
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a period has nothing else that stays the same
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              type="time"
              aria-label={t("hours.opens", { day, number: index + 1 })}
              value={span.opens}
              required
              onChange={(event) => set(index, { opens: event.currentTarget.value })}
            />
            <Text size="sm">{t("hours.to")}</Text>
            <TextInput
              type="time"
              aria-label={t("hours.closes", { day, number: index + 1 })}
              value={shownEnd(span.closes)}
              required
              onChange={(event) => set(index, { closes: keptEnd(event.currentTarget.value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("hours.remove", { day, number: index + 1 })}
              onClick={() => onChange(spans.filter((_, at) => at !== index))}
            >
              <TrashIcon />
            </ActionIcon>
          </Group>
        ))}
        {spans.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<PlusIcon />}
            aria-label={t("hours.addTo", { day })}
            onClick={() => onChange([...spans, nextSpan(spans, weekday)])}
          >
            {t("hours.add")}
          </Button>
        )}
      </div>
    </li>
  );
}
