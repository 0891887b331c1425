import { Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { sendTestMessage } from "../../../api/sdk.gen";
import type { ChannelDetails } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { templatesQuery } from "./queries";
import { bodyOf } from "./TemplatesCard";

const PARTS = ["header", "body", "buttons"] as const;

/** Sends one's own phone a message, to see that it comes. */
export function TestCard({ channel }: { channel: ChannelDetails }) {
  const { t } = useTranslation("numbers");
  const { data: known } = useInfiniteQuery(templatesQuery(channel.id));
  const approved = known?.filter(({ status }) => status === "APPROVED") ?? [];
  const [phone, setPhone] = useState("");
  const [text, setText] = useState(t("test.first"));
  const [templateId, setTemplateId] = useState("");
  const [filled, setFilled] = useState<Record<string, string>>({});
  const template = approved.find(({ id }) => id === templateId);
  const places = {
    header: template?.header_places ?? 0,
    body: template?.body_places ?? 0,
    buttons: template?.button_places ?? 0,
  };
  const slots = PARTS.flatMap((part) => Array.from({ length: places[part] }, (_, at) => `${part}${at}`));
  const sending = useMutation({
    mutationFn: async () => {
      const texts = Object.fromEntries(
        PARTS.map((part) => [part, slots.filter((slot) => slot.startsWith(part)).map((slot) => filled[slot] ?? "")]),
      );
      const body = template === undefined ? { phone, text } : { phone, template_id: template.id, ...texts };
      await sendTestMessage({ path: { channel_id: channel.id }, body, throwOnError: true });
    },
  });
  const isReady = phone.trim() !== "" && (template === undefined ? text.trim() !== "" : slots.every((s) => filled[s]));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) sending.mutate();
  }
  return (
    <Card title={t("test.title")} lead={t("test.text")}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={480}>
          <TextInput
            label={t("test.phone")}
            placeholder="+55 11 98765-4321"
            inputMode="tel"
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("test.what")}
            value={templateId}
            onChange={(event) => setTemplateId(event.currentTarget.value)}
            data={[
              { value: "", label: t("test.plain") },
              ...approved.map(({ id, name }) => ({ value: id, label: t("test.template", { name }) })),
            ]}
          />
          {template === undefined ? (
            <TextInput
              label={t("test.message")}
              description={t("test.plainHelp")}
              value={text}
              maxLength={4096}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {bodyOf(template)}
            </Text>
          )}
          {slots.map((slot, at) => (
            <TextInput
              key={slot}
              label={t("test.slot", { number: at + 1 })}
              value={filled[slot] ?? ""}
              maxLength={1024}
              onChange={(event) => {
                const value = event.currentTarget.value;
                setFilled((now) => ({ ...now, [slot]: value }));
              }}
            />
          ))}
          <Trouble error={sending.error} />
          <div role="status">{sending.isSuccess && <Text size="sm">{t("test.sent")}</Text>}</div>
          <div>
            <Button type="submit" variant="default" disabled={!isReady} loading={sending.isPending}>
              {t("test.deed")}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
