import { useTranslation } from "react-i18next";

/** What was and what is, field by field. */
export function Changes({ changes }: { changes: Record<string, unknown[]> }) {
  const { t } = useTranslation("administration");
  const fields = Object.entries(changes);
  if (fields.length === 0) return null;
  const shown = (value: unknown) =>
    value === null || value === undefined ? "–" : typeof value === "boolean" ? t(`audit.${value}`) : String(value);
  return (
    <table className="changes">
      <thead>
        <tr>
          <th scope="col">{t("audit.field")}</th>
          <th scope="col">{t("audit.before")}</th>
          <th scope="col">{t("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(([name, [before, after]]) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{shown(before)}</td>
            <td>{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
