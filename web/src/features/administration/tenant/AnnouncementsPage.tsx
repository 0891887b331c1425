import { Alert, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { broadcast, getStatisticsOfRealtime } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { useMay } from "../../../lib/permissions";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { Section } from "../Section";

const MOST = 4000;

/** Something said to everybody of the organisation, at once. */
export default function AnnouncementsPage() {
  const { t } = useTranslation("administration");
  const may = useMay("realtime:broadcast");
  const [told, setTold] = useState<number | null>(null);
  const { data: now } = useQuery({
    queryKey: ["rooms", "statistics"],
    enabled: may,
    queryFn: async ({ signal }) => (await getStatisticsOfRealtime({ signal, throwOnError: true })).data,
  });
  const { form, error, isBusy, submit } = useServerForm({ text: "" }, async ({ text }) => {
    setTold(null);
    const { data } = await broadcast({ body: { text: text.trim() }, throwOnError: true });
    setTold(data.people);
    form.reset();
  });
  const isBlank = form.values.text.trim() === "";
  return (
    <Section area="announcements">
      <Card title={t("announcements.new")}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <Trouble error={error} />
            <Textarea
              label={t("announcements.text")}
              description={t("announcements.help")}
              autosize
              minRows={3}
              maxRows={12}
              maxLength={MOST}
              required
              {...form.getInputProps("text")}
            />
            <Group gap="sm">
              <Button type="submit" loading={isBusy} disabled={isBlank}>
                {t("announcements.submit")}
              </Button>
              {now !== undefined && (
                <Text size="sm" c="dimmed">
                  {t("announcements.now", { count: now.people })}
                </Text>
              )}
            </Group>
            {told !== null && <Alert color="green" role="status" title={t("announcements.done", { count: told })} />}
          </Stack>
        </form>
      </Card>
    </Section>
  );
}
