import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MessageTemplateDetails } from "../../../api/types.gen";
import { type Filled, PARTS, preview } from "../inbox/templates";

interface Props {
  template: MessageTemplateDetails;
  filled: Filled;
  onChange: (filled: Filled) => void;
}

/** What fills a template, and how it reads then. */
export function TemplatePlaces({ template, filled, onChange }: Props) {
  const { t } = useTranslation("support");
  return (
    <>
      {PARTS.flatMap((part) =>
        filled[part].map((value, at) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is known by its number
            key={`${part} ${at}`}
            label={t(`notices.places.${part}`, { number: at + 1 })}
            required
            maxLength={1024}
            value={value}
            onChange={(event) => {
              const written = event.currentTarget.value;
              onChange({ ...filled, [part]: filled[part].map((known, other) => (other === at ? written : known)) });
            }}
          />
        )),
      )}
      <figure className="notice-template">
        <figcaption>{t("notices.reads")}</figcaption>
        <p className="notice-text">{preview(template, filled)}</p>
      </figure>
    </>
  );
}
