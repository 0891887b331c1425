import { useTranslation } from "react-i18next";
import type { SeenMessage } from "../../../api/types.gen";

/** One tick: sent; two: it is there; two blue ones: it was read. */
export function Ticks({ status }: { status: SeenMessage["status"] }) {
  const { t } = useTranslation("simulator");
  if (status === null || status === "failed") return null;
  const isRead = status === "read" || status === "played";
  return (
    <span className={isRead ? "ticks is-read" : "ticks"} role="img" aria-label={t(`ticks.${status}`)}>
      {status === "sent" ? "✓" : "✓✓"}
    </span>
  );
}
