import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Pace } from "./metrics";

const WIDTH = 600;
const HEIGHT = 100;

/** Requests a second since one is looking; and the same as a table. */
export function Chart({ paces }: { paces: readonly Pace[] }) {
  const { t, i18n } = useTranslation("administration");
  const number = (value: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(value);
  const time = (at: number) => new Intl.DateTimeFormat(i18n.language, { timeStyle: "medium" }).format(at);
  if (paces.length < 2) return <Text c="dimmed">{t("health.chart.soon")}</Text>;
  const most = Math.max(1, ...paces.map(({ requests }) => requests));
  const points = paces.map(({ requests }, at) => {
    const x = (WIDTH * at) / (paces.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - (HEIGHT * requests) / most).toFixed(1)}`;
  });
  const label = t("health.chart.label", { most: number(most), last: number(paces.at(-1)?.requests ?? 0) });
  return (
    <figure style={{ margin: 0 }}>
      <figcaption className="table-caption">{t("health.chart.title", { most: number(most) })}</figcaption>
      <svg
        className="chart"
        viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {[0, 0.5, 1].map((share) => (
          <line key={share} x1="0" x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} />
        ))}
        <polygon points={`0,${HEIGHT} ${points.join(" ")} ${WIDTH},${HEIGHT}`} />
        <polyline points={points.join(" ")} />
      </svg>
      <details className="details">
        <summary>{t("health.chart.table")}</summary>
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">{t("health.chart.time")}</th>
              <th scope="col">{t("health.numbers.requests")}</th>
              <th scope="col">{t("health.numbers.failed")}</th>
            </tr>
          </thead>
          <tbody>
            {paces.toReversed().map((pace) => (
              <tr key={pace.at}>
                <td>{time(pace.at)}</td>
                <td>{number(pace.requests)}</td>
                <td>{number(100 * pace.failed)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
