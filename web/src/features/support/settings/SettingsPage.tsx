import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeSupportSettings } from "../../../api/sdk.gen";
import type { SupportSettingsChange, SupportSettingsDetails } from "../../../api/types.gen";
import { ApiError } from "../../../lib/http";
import { Card } from "../../../ui/Card";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { Holidays } from "./Holidays";
import { HoursEditor } from "./HoursEditor";
import { seen, settingsQuery } from "./queries";
import { Retention } from "./Retention";
import { zonesWith } from "./zones";
import "./settings.css";

export default function SettingsPage() {
  const { t } = useTranslation("supportSettings");
  const { data, error } = useQuery(settingsQuery);
  return (
    <Page title={t("settings.title")} lead={t("settings.lead")}>
      <Trouble error={error} />
      {data === undefined && !error && <Loading />}
      {data !== undefined && <Form settings={data} />}
    </Page>
  );
}

function Form({ settings }: { settings: SupportSettingsDetails }) {
  const { t } = useTranslation(["supportSettings", "common"]);
  const queries = useQueryClient();
  const [changes, setChanges] = useState<SupportSettingsChange>({});
  const now = { ...settings, ...changes };
  const set = (change: SupportSettingsChange) => setChanges((before) => ({ ...before, ...change }));
  const saving = useMutation({
    mutationFn: async () =>
      (await changeSupportSettings({ body: changes, headers: seen(settings), throwOnError: true })).data,
    onSuccess: (data) => {
      queries.setQueryData(settingsQuery.queryKey, data);
      setChanges({});
    },
    // Somebody else may have changed something: the next try is made from what stands there now.
    onError: () => queries.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  const told = saving.error instanceof ApiError ? saving.error.fields : new Map<string, string>();
  const ofField = (name: string) => [...told].find(([place]) => place === name || place.startsWith(`${name}.`))?.[1];
  const isChanged = Object.keys(changes).length > 0;
  const count = (value: string | number) => (value === "" ? null : Number(value));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="lg">
        <Card title={t("provider.title")} lead={t("provider.lead")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t("provider.name")}
              description={t("provider.nameHelp")}
              autoComplete="organization"
              maxLength={200}
              value={now.provider_name ?? ""}
              error={ofField("provider_name")}
              onChange={(event) => set({ provider_name: event.currentTarget.value })}
            />
            <TextInput
              label={t("provider.privacy")}
              description={t("provider.privacyHelp")}
              autoComplete="off"
              maxLength={200}
              value={now.privacy_contact ?? ""}
              error={ofField("privacy_contact")}
              onChange={(event) => set({ privacy_contact: event.currentTarget.value })}
            />
          </SimpleGrid>
        </Card>
        <Card title={t("hours.title")} lead={t("hours.lead")}>
          <Stack>
            <Select
              label={t("hours.zone")}
              searchable
              allowDeselect={false}
              maw={420}
              data={zonesWith(settings.time_zone)}
              value={now.time_zone ?? null}
              error={ofField("time_zone")}
              onChange={(zone) => zone && set({ time_zone: zone })}
            />
            <HoursEditor hours={now.hours ?? []} onChange={(hours) => set({ hours })} />
            {ofField("hours") !== undefined && (
              <Text role="alert" size="sm" c="var(--mantine-color-error)">
                {ofField("hours")}
              </Text>
            )}
          </Stack>
        </Card>
        <Card title={t("holidays.title")} lead={t("holidays.lead")}>
          <Holidays days={now.holidays ?? []} onChange={(holidays) => set({ holidays })} />
        </Card>
        <Card title={t("promises.title")} lead={t("promises.lead")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label={t("promises.reply")}
              placeholder={t("promises.none")}
              suffix={t("promises.minutes")}
              min={1}
              max={10_000}
              allowDecimal={false}
              hideControls
              value={now.first_reply_minutes ?? ""}
              error={ofField("first_reply_minutes")}
              onChange={(value) => set({ first_reply_minutes: count(value) })}
            />
            <NumberInput
              label={t("promises.resolution")}
              placeholder={t("promises.none")}
              suffix={t("promises.hours")}
              min={1}
              max={1_000}
              allowDecimal={false}
              hideControls
              value={now.resolution_hours ?? ""}
              error={ofField("resolution_hours")}
              onChange={(value) => set({ resolution_hours: count(value) })}
            />
          </SimpleGrid>
        </Card>
        <Card title={t("service.title")}>
          <Stack>
            <Switch
              label={t("service.byLoad")}
              description={t("service.byLoadHelp")}
              checked={now.assigns_by_load ?? false}
              onChange={(event) => set({ assigns_by_load: event.currentTarget.checked })}
            />
            <Switch
              label={t("service.rating")}
              description={t("service.ratingHelp")}
              checked={now.asks_rating ?? false}
              onChange={(event) => set({ asks_rating: event.currentTarget.checked })}
            />
            <NumberInput
              label={t("service.burst")}
              description={t("service.burstHelp")}
              suffix={t("service.seconds")}
              min={0}
              max={10}
              maw={420}
              allowDecimal={false}
              value={now.burst_seconds ?? 0}
              error={ofField("burst_seconds")}
              onChange={(value) => set({ burst_seconds: Number(value) })}
            />
          </Stack>
        </Card>
        <Retention
          kept={{ ...settings.retention, ...changes.retention }}
          errorOf={(name) => ofField(`retention.${name}`)}
          onChange={(retention) => set({ retention: { ...changes.retention, ...retention } })}
        />
        <Trouble error={told.size > 0 ? null : saving.error} />
        <Group gap="sm" className="save-bar">
          <Button type="submit" loading={saving.isPending} disabled={!isChanged}>
            {t("common:actions.save")}
          </Button>
          <Text size="sm" role="status">
            {isChanged ? t("settings.unsaved") : saving.isSuccess && t("settings.saved")}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
