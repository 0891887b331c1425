import { Group, Text } from "@mantine/core";

export function Brand() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" className="brand-mark" width="28" height="28" alt="" />
      <Text component="span" fw={700} size="lg" className="brand-name">
        TecnoCursos <span style={{ fontWeight: 400 }}>AI</span>
      </Text>
    </Group>
  );
}
