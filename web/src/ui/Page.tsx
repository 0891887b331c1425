import { Container, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTitle } from "./useTitle";

interface Props {
  title: string;
  lead?: string;
  /** Stands beside the title: the page's main button. */
  actions?: ReactNode;
  /** For long lines of a table. */
  isWide?: boolean;
  children: ReactNode;
}

/** A page for people who are signed in: what it is, what can be done, what there is. */
export function Page({ title, lead, actions, isWide = false, children }: Props) {
  useTitle(title);
  return (
    <Container size={isWide ? 1600 : 1200} px={{ base: "md", sm: "lg" }} py="lg">
      <Stack gap="lg">
        <Group justify="space-between" align="start" gap="md">
          <div>
            <Title order={1} size="h2">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" maw={720}>
                {lead}
              </Text>
            )}
          </div>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Container>
  );
}
