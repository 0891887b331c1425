import { ActionIcon, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listRenderLinks, makeRenderLink, revokeRenderLink } from "../../../../api/sdk.gen";
import { useMay } from "../../../../lib/permissions";
import { day } from "../../../../lib/time";
import { CopyButton } from "../../../../ui/CopyButton";
import { TrashIcon } from "../../../../ui/icons";
import { Trouble } from "../../../../ui/Trouble";

const DAYS = [7, 30, 90, 365];

/** Links by which people without an account watch the video: made, copied once, revoked. */
export function Sharing({ renderId }: { renderId: string }) {
  const { t } = useTranslation("sharing");
  const queries = useQueryClient();
  const mayShare = useMay("content:publish");
  const path = { render_id: renderId };
  const links = useQuery({
    queryKey: ["render-links", renderId],
    enabled: mayShare,
    queryFn: async ({ signal }) =>
      (await listRenderLinks({ path, query: { limit: 50 }, signal, throwOnError: true })).data.items,
  });
  const [days, setDays] = useState(30);
  const [name, setName] = useState("");
  const [inAnswers, setInAnswers] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ["render-links", renderId] });
  const making = useMutation({
    mutationFn: async () => {
      const body = { expires_in_days: days, name: name.trim() || null, in_answers: inAnswers };
      return (await makeRenderLink({ path, body, throwOnError: true })).data;
    },
    onSuccess: refresh,
  });
  const revoking = useMutation({
    mutationFn: (id: string) => revokeRenderLink({ path: { ...path, link_id: id }, throwOnError: true }),
    onSuccess: refresh,
  });
  if (!mayShare) return null;
  return (
    <Stack component="section" gap="xs" aria-labelledby="sharing">
      <Title order={3} size="h5" id="sharing">
        {t("title")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("lead")}
      </Text>
      <Group align="end" gap="xs">
        <NativeSelect
          label={t("expires")}
          value={String(days)}
          data={DAYS.map((value) => ({ value: String(value), label: t("days", { count: value }) }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
        <TextInput
          label={t("name")}
          placeholder={t("nameExample")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          {t("make")}
        </Button>
      </Group>
      <Checkbox
        label={t("inAnswers")}
        description={t("inAnswersWhat")}
        checked={inAnswers}
        onChange={(event) => setInAnswers(event.currentTarget.checked)}
      />
      <Trouble error={making.error ?? links.error ?? revoking.error} />
      {making.data !== undefined && (
        <Group gap="xs" wrap="nowrap" role="status">
          <TextInput flex={1} readOnly aria-label={t("made")} description={t("once")} value={making.data.url} />
          <CopyButton text={making.data.url} />
        </Group>
      )}
      {(links.data ?? []).map((link) => (
        <Group key={link.id} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" truncate>
            {link.name ?? t("unnamed")}
            {" · "}
            {t("facts", { day: day(link.expires_at), count: link.view_count })}
            {link.in_answers && ` · ${t("isInAnswers")}`}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("revoke", { name: link.name ?? t("unnamed") })}
            onClick={() => revoking.mutate(link.id)}
          >
            <TrashIcon />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
