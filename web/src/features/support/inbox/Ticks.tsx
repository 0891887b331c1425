import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MessageDetails } from "../../../api/types.gen";
import { ClockIcon, TicksIcon } from "./icons";

const SHOWN: Partial<Record<MessageDetails["state"], React.ReactNode>> = {
  queued: <ClockIcon />,
  sending: <ClockIcon />,
  sent: <TicksIcon count={1} />,
  delivered: <TicksIcon count={2} />,
  read: <TicksIcon count={2} />,
  played: <TicksIcon count={2} />,
};

/** How far a message has got. Where that is bad news it is written out. */
export function Ticks({ state }: { state: MessageDetails["state"] }) {
  const { t } = useTranslation("inbox");
  const shown = SHOWN[state];
  if (state === "received") return null;
  if (shown === undefined) return <span className={`inbox-state is-${state}`}>{t(`states.${state}`)}</span>;
  return (
    <span className={`inbox-ticks is-${state}`} title={t(`states.${state}`)}>
      {shown}
      <VisuallyHidden>{t(`states.${state}`)}</VisuallyHidden>
    </span>
  );
}
