import { Box, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand } from "./Brand";
import { Switches } from "./Switches";
import { useTitle } from "./useTitle";

interface Props {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** A page for people who are not signed in: one card in the middle. */
export function OutsidePage({ title, lead, children }: Props) {
  useTitle(title);
  return (
    <Box mih="100vh" style={{ display: "grid", gridTemplateRows: "auto 1fr" }}>
      <Group component="header" justify="space-between" p="md">
        <Brand />
        <Group gap={4}>
          <Switches />
        </Group>
      </Group>
      <Center component="main" p="md" pb={80}>
        <Paper withBorder shadow="sm" radius="lg" p={{ base: "lg", xs: "xl" }} w="100%" maw={440}>
          <Stack gap="md">
            <div>
              <Title order={1} size="h2">
                {title}
              </Title>
              {lead !== undefined && (
                <Text c="dimmed" mt={4}>
                  {lead}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </Center>
    </Box>
  );
}
