import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NewDialog } from "../../ui/NewDialog";
import { create } from "./queries";

export function NewBrandDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("brands");
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function make(name: string) {
    const { data } = await create(name);
    await queries.invalidateQueries({ queryKey: ["brands"] });
    await navigate({ to: "/brands/$brandId", params: { brandId: data.id } });
  }
  return <NewDialog title={t("new")} deed={t("create")} label={t("name")} make={make} onClose={onClose} />;
}
