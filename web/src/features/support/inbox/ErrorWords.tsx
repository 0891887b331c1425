import { useTranslation } from "react-i18next";
import { inWords } from "../../../lib/notifications";

/** Why Meta did not deliver a message. */
export function ErrorWords({ error }: { error: Record<string, unknown> | null }) {
  const { t } = useTranslation("inbox");
  return (
    <p className="inbox-error">
      {inWords(error) ?? t("failedText")}
      {typeof error?.code === "number" && error.code > 0 && <small> {t("code", { code: error.code })}</small>}
    </p>
  );
}
