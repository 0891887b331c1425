import { Code, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../ui/CopyButton";

interface Props {
  label: string;
  text: string;
  hint?: string;
}

/** Something to be copied to elsewhere, as it is. */
export function Copied({ label, text, hint }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap" align="start">
        <Code block style={{ flex: 1, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {text}
        </Code>
        <CopyButton text={text} name={`${t("actions.copy")}: ${label}`} />
      </Group>
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
    </div>
  );
}
