import { Button, Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NoticeDetails } from "../../../api/types.gen";
import { ago, dayAndTime } from "../../../lib/time";
import { Confirm } from "../../../ui/Confirm";
import { Row } from "../../../ui/Rows";
import { Tag, type Tone } from "../../../ui/Tag";
import { stop } from "./queries";

const TONES: Record<NoticeDetails["state"], Tone> = { running: "news", done: "good", cancelled: "plain" };

export function NoticeRow({ notice }: { notice: NoticeDetails }) {
  const { t } = useTranslation("support");
  const queries = useQueryClient();
  const [isStopping, setStopping] = useState(false);
  const { region, state, waiting, sent, skipped } = notice;
  const isRunning = state === "running";
  const facts = [
    t("notices.sent", { count: sent }),
    isRunning && t("notices.waiting", { count: waiting }),
    skipped > 0 && t("notices.skipped", { count: skipped }),
  ];
  return (
    <Row
      title={
        <>
          {region}
          <Tag tone={TONES[state]}>{t(`notices.states.${state}`)}</Tag>
        </>
      }
      text={
        <>
          <span title={dayAndTime(notice.created_at)}>{ago(notice.created_at)}</span>
          {` · ${facts.filter(Boolean).join(" · ")}`}
        </>
      }
      actions={
        isRunning && (
          <Button variant="default" size="xs" onClick={() => setStopping(true)}>
            {t("notices.stop")}
          </Button>
        )
      }
    >
      <p className="notice-text">{notice.text}</p>
      {isRunning && (
        <Progress.Root>
          <Progress.Section
            value={(100 * (sent + skipped)) / Math.max(1, sent + skipped + waiting)}
            aria-label={t("notices.progress", { region })}
          />
        </Progress.Root>
      )}
      {isStopping && (
        <Confirm
          title={t("notices.stopTitle", { region })}
          text={t("notices.stopText")}
          deed={t("notices.stop")}
          act={async () => {
            await stop(notice.id);
            await queries.invalidateQueries({ queryKey: ["notices"] });
          }}
          onClose={() => setStopping(false)}
        />
      )}
    </Row>
  );
}
