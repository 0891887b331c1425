import { Button, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails, MessageTemplateDetails } from "../../../api/types.gen";
import { Trouble } from "../../../ui/Trouble";
import { ratesQuery } from "./desk";
import { send } from "./outbox";
import { templatesQuery } from "./queries";
import { buttonsOf, emptyOf, type Filled, isFilled, PARTS, preview } from "./templates";
import { Words } from "./Words";

/** All that may be sent when the customer has not written for a day: an approved template, which Meta bills. */
export function TemplateForm({ conversation }: { conversation: ConversationDetails }) {
  const { t } = useTranslation("inbox");
  const { data: templates, error } = useQuery(templatesQuery(conversation.channel_id));
  const [id, setId] = useState<string | null>(null);
  const template = templates?.find((one) => one.id === id);
  return (
    <div className="inbox-template">
      <p>{t("template.why")}</p>
      <Trouble error={error} />
      {templates?.length === 0 ? (
        <p className="inbox-error">{t("template.none")}</p>
      ) : (
        <Select
          size="sm"
          label={t("template.choose")}
          placeholder={t("template.choose")}
          searchable
          nothingFoundMessage={t("template.notFound")}
          data={(templates ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.language})` }))}
          value={id}
          onChange={setId}
        />
      )}
      {template !== undefined && (
        <Filling key={template.id} conversation={conversation} template={template} onSent={() => setId(null)} />
      )}
    </div>
  );
}

interface FillingProps {
  conversation: ConversationDetails;
  template: MessageTemplateDetails;
  onSent: () => void;
}

function Filling({ conversation, template, onSent }: FillingProps) {
  const { t } = useTranslation("inbox");
  const queries = useQueryClient();
  const [filled, setFilled] = useState<Filled>(() => emptyOf(template));
  const text = useMemo(() => preview(template, filled), [template, filled]);
  const category = template.category.toLowerCase();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFilled(filled)) return;
    const { header, body, buttons } = filled;
    const use = { template_id: template.id, header: [...header], body: [...body], buttons: [...buttons] };
    send(queries, { conversationId: conversation.id, kind: "template", text, template: use });
    onSent();
  }

  return (
    <form onSubmit={submit}>
      <div className="inbox-filling">
        <div>
          {PARTS.flatMap((part) =>
            filled[part].map((value, at) => (
              <TextInput
                // biome-ignore lint/suspicious/noArrayIndexKey: a place is known by its number
                key={`${part} ${at}`}
                size="sm"
                label={t(`template.places.${part}`, { number: at + 1 })}
                required
                maxLength={1024}
                value={value}
                onChange={(event) => {
                  const texts = filled[part].map((known, other) => (other === at ? event.target.value : known));
                  setFilled({ ...filled, [part]: texts });
                }}
              />
            )),
          )}
        </div>
        <figure className="inbox-preview">
          <figcaption>{t("template.preview")}</figcaption>
          <Words text={text} />
          {buttonsOf(template).map((name) => (
            <span key={name} className="inbox-preview-button">
              {name}
            </span>
          ))}
        </figure>
      </div>
      <div className="inbox-writing-foot">
        <Price category={category} />
        <Button type="submit" size="sm" disabled={!isFilled(filled)}>
          {t("template.send")}
        </Button>
      </div>
    </form>
  );
}

/** That Meta bills it, and about how much: by the organisation's own rates, or by a rate card that the app knows. */
function Price({ category }: { category: string }) {
  const { t, i18n } = useTranslation("inbox");
  const { data } = useQuery(ratesQuery);
  const named = t(`template.categories.${category}`, { defaultValue: category });
  const micros = data?.rates[category];
  if (data === undefined || micros === undefined) return <span>{t("template.billed", { category: named })}</span>;
  const format = { style: "currency", currency: data.currency, maximumFractionDigits: 4 } as const;
  const price = new Intl.NumberFormat(i18n.language, format).format(micros / 1_000_000);
  return <span>{t(data.is_default ? "template.priceKnown" : "template.price", { category: named, price })}</span>;
}
