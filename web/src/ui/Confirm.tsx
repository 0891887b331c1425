import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import { Trouble } from "./Trouble";

interface Props {
  title: string;
  text: ReactNode;
  /** What the button says that does it: the deed, not "OK". */
  deed: string;
  isDangerous?: boolean;
  act: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something is done that cannot be taken back. It stays open, and says why, where that fails. */
export function Confirm({ title, text, deed, isDangerous = true, act, onClose }: Props) {
  const { t } = useTranslation();
  const acting = useMutation({ mutationFn: act, onSuccess: onClose });
  return (
    <Dialog title={title} onClose={onClose}>
      <Stack>
        <Text component="div" style={{ overflowWrap: "anywhere" }}>
          {text}
        </Text>
        <Trouble error={acting.error} />
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("actions.cancel")}
          </Button>
          <Button color={isDangerous ? "red" : undefined} loading={acting.isPending} onClick={() => acting.mutate()}>
            {deed}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
