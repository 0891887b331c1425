import { useTranslation } from "react-i18next";
import type { ServiceReport } from "../../../api/types.gen";
import { change, count, duration, money, percent, share } from "./numbers";

interface Tile {
  name: string;
  now: number | null;
  before: number | null;
  show: (value: number | null) => string;
}

/** The figures that are asked for first, each beside that of as many days before. */
export function Tiles({ report }: { report: ServiceReport }) {
  const { t } = useTranslation("reports");
  const now = sharesOf(report.figures);
  const before = sharesOf(report.figures_before);
  const whole = (value: number | null) => count(value ?? 0);
  const stars = (value: number | null) => (value === null ? "–" : `${decimal(value)} ★`);
  const price = (value: number | null) => money(value ?? 0, report.costs.currency);
  const tiles: Tile[] = [
    { name: "conversations", now: now.conversations, before: before.conversations, show: whole },
    { name: "solvedByBot", now: now.solvedByBot, before: before.solvedByBot, show: percent },
    { name: "handedOver", now: now.handedOver, before: before.handedOver, show: percent },
    { name: "refused", now: now.refused, before: before.refused, show: percent },
    { name: "personReply", now: now.personReply, before: before.personReply, show: duration },
    { name: "resolution", now: now.resolution, before: before.resolution, show: duration },
    { name: "satisfaction", now: now.satisfaction, before: before.satisfaction, show: stars },
    { name: "cost", now: report.costs.micros, before: report.costs.micros_before, show: price },
  ];
  return (
    <dl className="report-tiles">
      {tiles.map((tile) => (
        <div key={tile.name}>
          <dt>{t(`tiles.${tile.name}.title`)}</dt>
          <dd className="report-figure">{tile.show(tile.now)}</dd>
          <dd className="report-before">
            <Change tile={tile} />
          </dd>
          <dd className="report-meaning">{t(`tiles.${tile.name}.meaning`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How it was before, and by how much it changed: up and down say nothing of good and bad, which depends. */
function Change({ tile }: { tile: Tile }) {
  const { t } = useTranslation("reports");
  const changed = change(tile.now, tile.before);
  if (tile.before === null) return t("before.none");
  const before = t("before.was", { value: tile.show(tile.before) });
  if (changed === null || Math.abs(changed) < 0.005) return before;
  const by = percent(Math.abs(changed));
  return `${t(changed > 0 ? "before.more" : "before.less", { by })} · ${before}`;
}

function sharesOf(figures: ServiceReport["figures"]) {
  return {
    conversations: figures.conversations,
    solvedByBot: share(figures.solved_by_bot, figures.conversations),
    handedOver: share(figures.handed_over, figures.conversations),
    refused: share(figures.refusals, figures.answers + figures.refusals),
    personReply: figures.person_reply.median_seconds ?? null,
    resolution: figures.resolution.median_seconds ?? null,
    satisfaction: figures.satisfaction.average,
  };
}

function decimal(value: number): string {
  return count(Math.round(value * 10) / 10);
}
