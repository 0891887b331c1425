import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { explain } from "../lib/http";

/** Why something that was asked for did not happen; announced to screen readers. Nothing while there is no error. */
export function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <Alert color="red" title={t("errors.title")} role="alert">
      {explain(error)}
    </Alert>
  );
}
