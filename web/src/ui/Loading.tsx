import { Center, Loader, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** While something is read that the page cannot be shown without. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <Center mih="40vh" role="status">
      <Loader aria-hidden />
      <VisuallyHidden>{t("actions.loading")}</VisuallyHidden>
    </Center>
  );
}
