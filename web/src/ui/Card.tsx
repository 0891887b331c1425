import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  isDangerous?: boolean;
  children?: ReactNode;
}

/** One concern of a page. */
export function Card({ title, lead, actions, isDangerous = false, children }: Props) {
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      radius="lg"
      p={{ base: "md", sm: "lg" }}
      aria-labelledby={id}
      className={isDangerous ? "card is-dangerous" : "card"}
    >
      <Stack gap="md">
        <div>
          <Group justify="space-between" gap="sm">
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            {actions !== undefined && <Group gap="xs">{actions}</Group>}
          </Group>
          {lead !== undefined && (
            <Text c="dimmed" size="sm" component="div" mt={2}>
              {lead}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
