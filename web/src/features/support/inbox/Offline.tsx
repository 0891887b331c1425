import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { liveState } from "../../../lib/live";
import { outbox } from "./outbox";

/** Connections come and go; one that is away for so long is worth a word. */
const WORTH_A_WORD_MS = 4000;

/** Says that nothing new is seen for the moment, and holds up who would leave while something is on its way. */
export function Offline() {
  const { t } = useTranslation("inbox");
  const isOn = useStore(liveState, ({ state }) => state === "on" || state === "off");
  const isWaiting = useStore(outbox, ({ all }) => all.length > 0);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (isOn) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), WORTH_A_WORD_MS);
    return () => clearTimeout(timer);
  }, [isOn]);
  useEffect(() => {
    if (!isWaiting) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [isWaiting]);
  return (
    <div role="status" className="inbox-offline">
      {isShown && t("offline")}
    </div>
  );
}
