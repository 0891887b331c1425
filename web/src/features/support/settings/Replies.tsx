import { Button, Select, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeCannedReply, createCannedReply, deleteCannedReply } from "../../../api/sdk.gen";
import type { CannedReplyDetails, TeamDetails } from "../../../api/types.gen";
import { useServerForm } from "../../../lib/form";
import { Card } from "../../../ui/Card";
import { FormDialog } from "../../../ui/FormDialog";
import { Rows } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Kept } from "./Kept";
import { repliesQuery, seen } from "./queries";
import "./settings.css";

interface Props {
  replies: readonly CannedReplyDetails[];
  teams: readonly TeamDetails[];
  manages: boolean;
}

export function Replies({ replies, teams, manages }: Props) {
  const { t } = useTranslation("supportSettings");
  const queries = useQueryClient();
  const [opened, setOpened] = useState<CannedReplyDetails | "new" | null>(null);
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name;
  async function remove(reply: CannedReplyDetails) {
    const target = { path: { canned_reply_id: reply.id }, headers: seen(reply), throwOnError: true as const };
    await deleteCannedReply(target);
    await queries.invalidateQueries({ queryKey: repliesQuery.queryKey });
  }
  return (
    <Card
      title={t("replies.list")}
      lead={t("replies.listLead")}
      actions={manages && <Button onClick={() => setOpened("new")}>{t("replies.new")}</Button>}
    >
      {replies.length === 0 ? (
        <Text c="dimmed">{t("replies.none")}</Text>
      ) : (
        <Rows label={t("replies.list")}>
          {replies.map((reply) => (
            <Kept
              key={reply.id}
              title={`/${reply.shortcut}`}
              name={`/${reply.shortcut}`}
              text={<span className="reply-text">{reply.text}</span>}
              facts={reply.team_id !== null && <Tag>{nameOf(reply.team_id)}</Tag>}
              question={t("replies.deleteText")}
              manages={manages}
              onEdit={() => setOpened(reply)}
              remove={() => remove(reply)}
            />
          ))}
        </Rows>
      )}
      {opened !== null && (
        <ReplyDialog reply={opened === "new" ? null : opened} teams={teams} onClose={() => setOpened(null)} />
      )}
    </Card>
  );
}

interface DialogProps {
  reply: CannedReplyDetails | null;
  teams: readonly TeamDetails[];
  onClose: () => void;
}

function ReplyDialog({ reply, teams, onClose }: DialogProps) {
  const { t } = useTranslation(["supportSettings", "common"]);
  const queries = useQueryClient();
  const first = { shortcut: reply?.shortcut ?? "", text: reply?.text ?? "", team_id: reply?.team_id ?? "" };
  const { form, error, isBusy, submit } = useServerForm(first, async ({ shortcut, text, team_id }) => {
    const body = { shortcut, text, team_id: team_id === "" ? null : team_id };
    if (reply === null) await createCannedReply({ body, throwOnError: true });
    else
      await changeCannedReply({
        path: { canned_reply_id: reply.id },
        body,
        headers: seen(reply),
        throwOnError: true,
      });
    onClose();
    await queries.invalidateQueries({ queryKey: repliesQuery.queryKey });
  });
  return (
    <FormDialog
      title={reply === null ? t("replies.new") : t("edit", { name: `/${reply.shortcut}` })}
      deed={t("common:actions.save")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld={isBusy}
      isReady={form.values.shortcut.trim() !== "" && form.values.text.trim() !== ""}
      error={error}
    >
      <TextInput
        label={t("replies.shortcut")}
        description={t("replies.shortcutHelp")}
        leftSection="/"
        autoComplete="off"
        maxLength={40}
        required
        data-autofocus
        {...form.getInputProps("shortcut")}
      />
      <Textarea
        label={t("replies.text")}
        description={t("replies.textHelp", { name: "{{nome}}", agent: "{{atendente}}", protocol: "{{protocolo}}" })}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4096}
        required
        {...form.getInputProps("text")}
      />
      <Select
        label={t("replies.team")}
        allowDeselect={false}
        data={[
          { value: "", label: t("replies.everybody") },
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps("team_id")}
      />
    </FormDialog>
  );
}
