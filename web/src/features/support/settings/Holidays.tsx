import { Button, Group, Pill, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nationalHolidays } from "./nationalHolidays";
import "./settings.css";

interface Props {
  /** YYYY-MM-DD, in order. */
  days: readonly string[];
  onChange: (days: string[]) => void;
}

/** Days on which nobody serves. */
export function Holidays({ days, onChange }: Props) {
  const { t, i18n } = useTranslation("supportSettings");
  const [next, setNext] = useState("");
  const add = (more: readonly string[]) => onChange([...new Set([...days, ...more])].sort());
  const year = new Date().getFullYear();
  const national = [...nationalHolidays(year), ...nationalHolidays(year + 1)];
  const isKnown = national.every((day) => days.includes(day));
  const shown = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <Stack gap="sm">
      <Group align="end" gap="xs">
        <TextInput
          type="date"
          label={t("holidays.day")}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={next === ""}
          onClick={() => {
            add([next]);
            setNext("");
          }}
        >
          {t("holidays.add")}
        </Button>
        <Button variant="subtle" disabled={isKnown} onClick={() => add(national)}>
          {t("holidays.national", { year, next: year + 1 })}
        </Button>
      </Group>
      {days.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("holidays.none")}
        </Text>
      ) : (
        <ul className="holidays" aria-label={t("holidays.title")}>
          {days.map((day) => {
            const name = shown.format(new Date(day));
            return (
              <li key={day}>
                <Pill
                  withRemoveButton
                  size="md"
                  onRemove={() => onChange(days.filter((one) => one !== day))}
                  removeButtonProps={{
                    "aria-label": t("holidays.remove", { day: name }),
                    tabIndex: 0,
                    "aria-hidden": false,
                  }}
                >
                  {name}
                </Pill>
              </li>
            );
          })}
        </ul>
      )}
    </Stack>
  );
}
