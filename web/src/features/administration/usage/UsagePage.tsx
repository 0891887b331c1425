import { Progress, Stack, Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getUsage } from "../../../api/sdk.gen";
import type { ResourceUsage } from "../../../api/types.gen";
import { fileSize } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Loading } from "../../../ui/Loading";
import { Trouble } from "../../../ui/Trouble";
import { Section } from "../Section";
import { CourseNumbers } from "./CourseNumbers";

export const usageQuery = queryOptions({
  queryKey: ["usage"],
  queryFn: async ({ signal }) => (await getUsage({ signal, throwOnError: true })).data,
});

export default function UsagePage() {
  const { t } = useTranslation("administration");
  const { data, error } = useQuery(usageQuery);
  return (
    <Section area="usage">
      <Trouble error={error} />
      {data === undefined && !error && <Loading />}
      {data !== undefined && (
        <Card
          title={t("usage.plan", { plan: t(`plans.${data.plan}`, data.plan) })}
          lead={t("usage.largestFile", { size: fileSize(data.largest_file_bytes) })}
        >
          <Stack gap="lg">
            {data.resources.map((usage) => (
              <Quota key={usage.resource} usage={usage} />
            ))}
          </Stack>
        </Card>
      )}
      <CourseNumbers />
    </Section>
  );
}

const NEARLY_FULL = 0.8;

function Quota({ usage: { resource, used, limit } }: { usage: ResourceUsage }) {
  const { t, i18n } = useTranslation("administration");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const amount = (value: number) =>
    resource === "storage_bytes"
      ? fileSize(value)
      : resource === "rendered_seconds"
        ? t("usage.minutes", { count: Math.round(value / 60), minutes: number.format(value / 60) })
        : number.format(value);
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  const name = t(`usage.resources.${resource}`);
  const tone = share >= 1 ? "red" : share >= NEARLY_FULL ? "orange" : "blue";
  return (
    <div>
      <Text fw={600} size="sm">
        {name}
      </Text>
      <Text size="sm" c="dimmed">
        {t("usage.of", { used: amount(used), limit: amount(limit) })}
        {share >= 1 ? ` · ${t("usage.full")}` : share >= NEARLY_FULL && ` · ${t("usage.nearlyFull")}`}
      </Text>
      <Progress.Root size="lg" mt={6}>
        <Progress.Section value={100 * share} color={tone} aria-label={name} />
      </Progress.Root>
    </div>
  );
}
