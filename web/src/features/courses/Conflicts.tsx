import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Conflict } from "../../api/types.gen";

/** Where an edit of the author's stays although the document changed the same. */
export function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation("courses");
  if (conflicts.length === 0) return null;
  return (
    <Alert color="yellow" classNames={{ title: "plain-text" }} title={t("conflicts.title")}>
      <Stack gap="sm">
        {conflicts.map((conflict) => (
          <div key={`${conflict.kind}-${conflict.field}`}>
            <Text size="sm">{t(`conflicts.${conflict.kind}`)}</Text>
            {conflict.edited && (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                <strong>{t("conflicts.yours")}</strong> {conflict.edited}
              </Text>
            )}
            {conflict.document && (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                <strong>{t("conflicts.document")}</strong> {conflict.document}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Alert>
  );
}
