import type { ReactNode } from "react";
import { IconButton } from "../IconButton";
import { useAction } from "./useActions";

interface Props {
  id: string;
  children: ReactNode;
}

/** An action as a button with an icon. */
export function ActionButton({ id, children }: Props) {
  const { action, label, keys, isEnabled, isOn, run } = useAction(id);
  return (
    <IconButton
      label={label}
      keys={keys || undefined}
      isOff={!isEnabled}
      isPressed={action.isOn === undefined ? undefined : isOn}
      onClick={run}
    >
      {children}
    </IconButton>
  );
}
