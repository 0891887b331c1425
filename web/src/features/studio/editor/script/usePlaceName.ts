import { useTranslation } from "react-i18next";
import type { Place } from "../../../../api/types.gen";
import { useSources } from "../review/useReview";

/** Where a part stands, as people say it: a page, a slide, a line of a text; empty where a document has none of these. */
export function usePlaceName(): (place: Place) => string {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const { data: sources } = useSources();
  const name = sources?.name.toLowerCase() ?? "";
  return ({ page, line }) => {
    if (page != null) return t(name.endsWith(".pptx") ? "place.slide" : "place.page", { number: page });
    // What a DOCX counts are its paragraphs, which nobody sees numbered.
    return line == null || name.endsWith(".docx") ? "" : t("place.line", { number: line });
  };
}
