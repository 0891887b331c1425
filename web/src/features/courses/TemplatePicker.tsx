import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateDetails } from "../../api/types.gen";
import type { CourseLanguage } from "./queries";

interface Props {
  templates: readonly TemplateDetails[];
  chosen: TemplateDetails;
  brandId: string | null;
  language: CourseLanguage;
  onChoose: (id: string) => void;
}

const MORE_KINDS = ["bullets", "two_columns", "table", "quote"] as const;

function sampleUrl(template: TemplateDetails, kind: string, brandId: string | null, language: CourseLanguage): string {
  const of = `kind=${kind}&language=${language}&width=480`;
  const brand = brandId ?? template.brand_id;
  if (brand !== null) return `/api/v1/brands/${brand}/preview.png?look=${template.look}&${of}`;
  return `/api/v1/templates/${template.id}/preview.png?${of}`;
}

/** Looks to choose from, each as the video would draw it, in the course's language and brand. */
export function TemplatePicker({ templates, chosen, brandId, language, onChoose }: Props) {
  const { t } = useTranslation("courses");
  return (
    <fieldset className="choices">
      <Text component="legend" fw={600}>
        {t("options.template")}
      </Text>
      <div className="choice-grid">
        {templates.map((template) => (
          <label key={template.id} className="choice">
            <input
              type="radio"
              name="template"
              value={template.id}
              checked={template.id === chosen.id}
              onChange={() => onChoose(template.id)}
            />
            <Sample url={sampleUrl(template, "title", brandId, language)} />
            <span className="choice-text">
              <Text span fw={600}>
                {template.is_built_in ? t(`looks.${template.look}`) : template.name}
              </Text>
            </span>
          </label>
        ))}
      </div>
      <div className="choice-grid samples" aria-hidden="true">
        {MORE_KINDS.map((kind) => (
          <Sample key={kind} url={sampleUrl(chosen, kind, brandId, language)} />
        ))}
      </div>
    </fieldset>
  );
}

/** The old picture stays until the new one is here. */
function Sample({ url }: { url: string }) {
  const [shown, setShown] = useState<string | null>(null);
  return (
    <span className="picture-box" aria-busy={shown !== url}>
      {shown !== null && shown !== url && <img src={shown} alt="" />}
      <img key={url} src={url} alt="" onLoad={() => setShown(url)} onError={() => setShown(url)} />
    </span>
  );
}
