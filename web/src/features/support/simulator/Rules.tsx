import { Button, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { closeWindow, setOddities } from "../../../api/sdk.gen";
import type { Phone, SimulatorState } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { chatQuery, SIMULATOR } from "./queries";
import { lateness, useLateness } from "./useWriting";

type Oddity = SimulatorState["oddities"][number];

const ODDITIES: readonly Oddity[] = [
  "duplicates",
  "disorder",
  "delays",
  "failures",
  "no_read_marks",
  "lost_answers",
  "pace",
];

interface Props {
  oddities: Oddity[];
  phone: Phone;
}

/** The time, and what WhatsApp does seldom and unasked. */
export function Rules({ oddities, phone }: Props) {
  const { t } = useTranslation("simulator");
  const queries = useQueryClient();
  const isLate = useLateness();
  const { data: chat } = useQuery(chatQuery(phone.user_id));
  const until = chat?.window_until ?? null;
  const isOpen = until !== null && new Date(until).getTime() > Date.now();
  const again = () => queries.invalidateQueries({ queryKey: SIMULATOR });
  const closing = useMutation({
    mutationFn: () => closeWindow({ path: { user_id: phone.user_id }, throwOnError: true }),
    onSettled: again,
  });
  const setting = useMutation({
    mutationFn: (wanted: Oddity[]) => setOddities({ body: { oddities: wanted }, throwOnError: true }),
    onSettled: again,
  });
  const shown = setting.isPending ? setting.variables : oddities;
  return (
    <>
      <Card title={t("window.title")} lead={t("window.text")}>
        <Text size="sm" role="status">
          {isOpen ? t("window.open") : t(until === null ? "window.never" : "window.closed")}
        </Text>
        <Trouble error={closing.error} />
        <Button variant="default" disabled={!isOpen} loading={closing.isPending} onClick={() => closing.mutate()}>
          {t("window.close")}
        </Button>
        <Switch
          label={t("window.late")}
          checked={isLate}
          onChange={(event) => lateness.setState({ isLate: event.currentTarget.checked })}
        />
      </Card>
      <Card title={t("oddities.title")} lead={t("oddities.text")}>
        <Stack gap="sm">
          {ODDITIES.map((name) => (
            <Switch
              key={name}
              label={t(`oddities.${name}`)}
              checked={shown.includes(name)}
              onChange={(event) =>
                setting.mutate(event.currentTarget.checked ? [...shown, name] : shown.filter((one) => one !== name))
              }
            />
          ))}
        </Stack>
        <Trouble error={setting.error} />
      </Card>
    </>
  );
}
