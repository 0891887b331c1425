import { useTranslation } from "react-i18next";

const SUGGESTED = ["bill", "outage", "wifi", "person"] as const;

/** What customers ask most; one click says it. */
export function Suggestions({ onSay }: { onSay: (text: string) => void }) {
  const { t } = useTranslation("simulator");
  return (
    <div className="suggestions">
      {SUGGESTED.map((name) => (
        <button key={name} className="suggestion" type="button" onClick={() => onSay(t(`suggested.${name}`))}>
          {t(`suggested.${name}`)}
        </button>
      ))}
    </div>
  );
}
