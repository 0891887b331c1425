import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewNotice } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { emptyOf, type Filled, isFilled } from "../inbox/templates";
import { channelsQuery, preview, send, utilityTemplatesQuery } from "./queries";
import { Reach } from "./Reach";
import { TemplatePlaces } from "./TemplatePlaces";

/** First it says whom it reaches and what that costs; only then it is sent. */
export function NewNoticeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("support");
  const queries = useQueryClient();
  const { data: channels = [], error } = useQuery(channelsQuery);
  const [chosen, setChosen] = useState("");
  const [region, setRegion] = useState("");
  const [outage, setOutage] = useState("");
  const [text, setText] = useState("");
  const [templateId, setTemplateId] = useState("");
  const [filled, setFilled] = useState<Filled>({ header: [], body: [], buttons: [] });
  const channelId = chosen || (channels[0]?.id ?? "");
  const { data: templates = [] } = useQuery(utilityTemplatesQuery(channelId));
  const template = templates.find(({ id }) => id === templateId);
  const wish: NewNotice = {
    channel_id: channelId,
    region: region.trim(),
    outage_id: outage.trim() || null,
    text: text.trim(),
    template: template && { template_id: template.id, ...mutable(filled) },
  };
  const looking = useMutation({ mutationFn: preview });
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["notices"] });
      onClose();
    },
  });
  // What was looked at holds as long as nothing is changed.
  const seen = JSON.stringify(looking.variables) === JSON.stringify(wish) ? looking.data : undefined;
  const reaches = seen !== undefined && seen.free + seen.by_template > 0;
  const isWhole = wish.channel_id !== "" && wish.region !== "" && wish.text !== "" && (!template || isFilled(filled));

  function chooseTemplate(id: string) {
    const known = templates.find((one) => one.id === id);
    setTemplateId(id);
    if (known) setFilled(emptyOf(known));
  }

  return (
    <FormDialog
      title={t("notices.new")}
      deed={reaches ? t("notices.send", { count: seen.free + seen.by_template }) : t("notices.preview")}
      isBusy={looking.isPending || sending.isPending}
      isReady={isWhole && (seen === undefined || reaches)}
      isHeld={text !== ""}
      submit={() => (reaches ? sending.mutate(wish) : looking.mutate(wish))}
      onClose={onClose}
      error={error ?? looking.error ?? sending.error}
    >
      {channels.length > 1 && (
        <NativeSelect
          label={t("notices.number")}
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={channelId}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t("notices.region")}
        description={t("notices.regionHelp")}
        required
        maxLength={100}
        data-autofocus
        value={region}
        onChange={(event) => setRegion(event.currentTarget.value)}
      />
      <TextInput
        label={t("notices.outage")}
        description={t("notices.outageHelp")}
        maxLength={100}
        value={outage}
        onChange={(event) => setOutage(event.currentTarget.value)}
      />
      <Textarea
        label={t("notices.text")}
        description={t("notices.textHelp")}
        required
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("notices.template")}
        description={templates.length === 0 ? t("notices.noTemplates") : t("notices.templateHelp")}
        disabled={templates.length === 0}
        data={[
          { value: "", label: t("notices.noTemplate") },
          ...templates.map(({ id, name, language }) => ({ value: id, label: `${name} (${language})` })),
        ]}
        value={templateId}
        onChange={(event) => chooseTemplate(event.currentTarget.value)}
      />
      {template && <TemplatePlaces template={template} filled={filled} onChange={setFilled} />}
      <Reach seen={seen} />
    </FormDialog>
  );
}

function mutable({ header, body, buttons }: Filled) {
  return { header: [...header], body: [...body], buttons: [...buttons] };
}
