import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  onClose: () => void;
  /** What was made in it would be lost: it closes only by its buttons. */
  isHeld?: boolean;
  size?: string;
  children: ReactNode;
}

/** A dialog that is open as long as it is there. The focus goes back to where it was, or stays in the page. */
export function Dialog({ title, onClose, isHeld = false, size, children }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      returnFocus={false}
      withCloseButton={!isHeld}
      closeOnClickOutside={!isHeld}
      closeOnEscape={!isHeld}
      closeButtonProps={{ "aria-label": t("actions.close") }}
      styles={{ title: { fontWeight: 650, fontSize: "var(--mantine-font-size-lg)" } }}
    >
      {children}
    </Modal>
  );
}

function useFocusBack(): void {
  const before = useRef(document.activeElement as HTMLElement | null);
  useEffect(() => {
    const from = before.current;
    return () => {
      // After what the dialog changed is shown: the button that opened it may be gone with its row.
      setTimeout(() => {
        const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
        if (isElsewhere || document.querySelector("[role=dialog]") !== null) return;
        const isThere = from?.isConnected && from !== document.body && from.matches(":not(:disabled)");
        const target = isThere ? from : document.getElementById("content");
        target?.focus({ preventScroll: true });
      });
    };
  }, []);
}
