import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { NoticePreview } from "../../../api/types.gen";

/** Whom a notice reaches and what that costs; said to who does not see it, too. */
export function Reach({ seen }: { seen: NoticePreview | undefined }) {
  const { t, i18n } = useTranslation("support");
  const place = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (seen !== undefined) place.current?.scrollIntoView({ block: "nearest" });
  }, [seen]);
  if (seen === undefined) return <output className="notice-reach" ref={place} />;
  const { free, by_template, unreachable, already_told, cost_micros, currency } = seen;
  const cost = new Intl.NumberFormat(i18n.language, { style: "currency", currency }).format(cost_micros / 1_000_000);
  const lines = [
    free + by_template === 0 && t("notices.nobody"),
    free > 0 && t("notices.free", { count: free }),
    by_template > 0 && t("notices.byTemplate", { count: by_template }),
    unreachable > 0 && t("notices.unreachable", { count: unreachable }),
    already_told > 0 && t("notices.alreadyTold", { count: already_told }),
    free + by_template > 0 && t("notices.cost", { cost }),
  ];
  return (
    <output className="notice-reach is-seen" ref={place}>
      {lines.filter(Boolean).map((line) => (
        <span key={String(line)}>{line}</span>
      ))}
    </output>
  );
}
