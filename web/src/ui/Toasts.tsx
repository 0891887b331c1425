import { ActionIcon, Anchor, Paper, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { closeToast, type Toast, toasts } from "../lib/toasts";
import { CloseIcon } from "./icons";
import "./toasts.css";

const SHOWN_MS = 12_000;

/** Read aloud when they come; gone by themselves, but not while one points at them or is in them. */
export default function Toasts() {
  const shown = useStore(toasts, (state) => state.shown);
  const [isHeld, setHeld] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pointed at or has the focus stays
    <div
      className="toasts"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div role="status" aria-live="polite" className="toasts-list">
        {shown.map((one) => (
          <OneToast key={one.id} toast={one} isHeld={isHeld} />
        ))}
      </div>
    </div>
  );
}

function OneToast({ toast, isHeld }: { toast: Toast; isHeld: boolean }) {
  const { t } = useTranslation();
  const { id, title, text, tone, link, stays } = toast;
  useEffect(() => {
    if (stays || isHeld) return;
    const timer = setTimeout(() => closeToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, stays, isHeld]);
  return (
    <Paper withBorder shadow="md" radius="md" className={`toast is-${tone}`}>
      <div className="toast-words">
        <Text fw={600} size="sm">
          {title}
        </Text>
        {text !== undefined && <Text size="sm">{text}</Text>}
        {link !== undefined && (
          <Anchor
            renderRoot={(props) => <Link {...props} to={link.to} search={link.search} />}
            size="sm"
            underline="always"
            onClick={() => closeToast(id)}
          >
            {link.name}
          </Anchor>
        )}
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t("actions.close")} onClick={() => closeToast(id)}>
        <CloseIcon />
      </ActionIcon>
    </Paper>
  );
}
