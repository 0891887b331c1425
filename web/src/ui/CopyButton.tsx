import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../lib/copy";
import { CopyIcon } from "./icons";

interface Props {
  text: string;
  /** What is copied, where the button's word does not say it. */
  name?: string;
}

const SAID_MS = 3000;

/** Copies a text and says whether that worked. */
export function CopyButton({ text, name }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<"copied" | "notCopied" | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Button
      variant="default"
      size="xs"
      style={{ flexShrink: 0 }}
      leftSection={<CopyIcon />}
      aria-label={said === null ? name : undefined}
      aria-live="polite"
      onClick={async () => setSaid((await copyText(text)) ? "copied" : "notCopied")}
    >
      {t(`actions.${said ?? "copy"}`)}
    </Button>
  );
}
