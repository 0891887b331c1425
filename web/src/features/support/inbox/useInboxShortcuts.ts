import { useEffect, useRef } from "react";
import { shortcuts } from "../../../lib/shortcuts";
import { type ActionName, actionFor } from "./actions";

export function useInboxShortcuts(run: Record<ActionName, () => unknown>): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = actionFor(event, shortcuts.getState());
      if (name === null) return;
      event.preventDefault();
      latest.current[name]();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
