import { Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RenderDetails } from "../../api/types.gen";
import { courseTitleQuery, rendersUnderWayQuery } from "../../lib/notifications";
import { useMay } from "../../lib/permissions";

/** Videos that are being made now, whoever asked for them. */
export function UnderWay({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation("notifications");
  const isReader = useMay("content:read");
  const { data = [] } = useQuery({ ...rendersUnderWayQuery, staleTime: 0, enabled: isReader });
  if (data.length === 0) return null;
  return (
    <section className="bell-under-way" aria-label={t("underWay")}>
      <Text size="xs" fw={600} c="dimmed">
        {t("underWay")}
      </Text>
      {data.map((render) => (
        <OneRender key={render.id} render={render} onLeave={onLeave} />
      ))}
    </section>
  );
}

function OneRender({ render, onLeave }: { render: RenderDetails; onLeave: () => void }) {
  const { t, i18n } = useTranslation("notifications");
  const { data: course } = useQuery(courseTitleQuery(render.project_id));
  const done = Math.round(100 * render.fraction);
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(done / 100);
  const name = course ?? t("aCourse");
  return (
    <Link to="/projects/$projectId" params={{ projectId: render.project_id }} className="bell-words" onClick={onLeave}>
      <Text size="sm">
        {name} · {render.state === "queued" ? t("queued") : percent}
      </Text>
      <Progress.Root size="sm" mt={4}>
        <Progress.Section value={done} aria-label={name} />
      </Progress.Root>
    </Link>
  );
}
