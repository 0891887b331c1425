import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import { Trouble } from "./Trouble";

interface Props {
  title: string;
  /** What the button says that does it: the deed, not "OK". */
  deed: string;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  onClose: () => void;
  isBusy?: boolean;
  /** Whether all that is needed is filled in. */
  isReady?: boolean;
  isDangerous?: boolean;
  /** What was made in it would be lost: it closes only by its buttons. */
  isHeld?: boolean;
  /** What the button says that leaves it, where that is more than to cancel. */
  giveUp?: string;
  error?: unknown;
  children: ReactNode;
}

/** A dialog that asks for something: its fields, why the last try failed, a way to leave it and the deed. */
export function FormDialog({ title, deed, submit, onClose, isBusy, isReady = true, giveUp, error, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose} isHeld={rest.isHeld}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) submit(event);
        }}
      >
        <Stack>
          {rest.children}
          <Trouble error={error} />
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {giveUp ?? t("actions.cancel")}
            </Button>
            <Button type="submit" color={rest.isDangerous ? "red" : undefined} loading={isBusy} disabled={!isReady}>
              {deed}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
