import { Button, Group, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TrashIcon } from "../../ui/icons";

interface Props {
  count: number;
  onNone: () => void;
  onDelete: () => void;
}

/** What can be done with the assets that are ticked. */
export function SelectionBar({ count, onNone, onDelete }: Props) {
  const { t } = useTranslation("library");
  return (
    <div role="status">
      {count > 0 && (
        <Paper withBorder p="xs">
          <Group justify="space-between">
            <Text>{t("selection.count", { count })}</Text>
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={onNone}>
                {t("selection.none")}
              </Button>
              <Button size="xs" color="red" leftSection={<TrashIcon />} onClick={onDelete}>
                {t("selection.delete")}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
    </div>
  );
}
