import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  /** As they are written on a keyboard. */
  keys?: string;
  isOff?: boolean;
  /** For a switch. */
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A button that is only an icon. One that has nothing to do keeps the focus, so that a keyboard does not lose its place. */
export function IconButton({ label, keys, isOff = false, isPressed, onClick, children }: Props) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`} openDelay={300}>
      <ActionIcon
        className="editor-button"
        variant={isPressed ? "light" : "subtle"}
        color={isPressed ? undefined : "gray"}
        size="lg"
        aria-label={label}
        aria-pressed={isPressed}
        aria-disabled={isOff}
        data-disabled={isOff || undefined}
        onClick={() => {
          if (!isOff) onClick();
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
