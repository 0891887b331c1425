import { Center, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  text?: string;
  icon?: ReactNode;
  /** What to do about it. */
  children?: ReactNode;
}

/** Where there is nothing yet: says so, and what to do. */
export function EmptyState({ title, text, icon, children }: Props) {
  return (
    <Center mih={280} p="lg" className="empty-state">
      <Stack align="center" gap="sm" maw={480}>
        {icon}
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        {text !== undefined && (
          <Text c="dimmed" ta="center">
            {text}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  );
}
