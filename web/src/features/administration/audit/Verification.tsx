import { Alert, Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { verifyAudit } from "../../../api/sdk.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";

/** Whether the record is as it was written. */
export function Verification() {
  const { t, i18n } = useTranslation("administration");
  const checking = useMutation({ mutationFn: async () => (await verifyAudit({ throwOnError: true })).data });
  const found = checking.data;
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <Card
      title={t("audit.verification.title")}
      lead={t("audit.verification.lead")}
      actions={
        <Button variant="default" size="xs" loading={checking.isPending} onClick={() => checking.mutate()}>
          {t("audit.verification.check")}
        </Button>
      }
    >
      <Trouble error={checking.error} />
      <div role="status" className="said">
        {found?.broken && (
          <Alert color="red" title={t("audit.verification.broken", { number: number(found.broken.sequence) })}>
            {t(`audit.verification.reasons.${found.broken.reason}`)}
          </Alert>
        )}
        {found && !found.broken && (
          <Alert color="green" title={t("audit.verification.good")}>
            <Group gap="xs">
              <Text size="sm">
                {t(found.is_whole ? "audit.verification.whole" : "audit.verification.part", {
                  first: number(found.first_sequence),
                  last: number(found.last_sequence),
                })}{" "}
                {t("audit.verification.signed", { number: number(found.checkpoint_sequence) })}
              </Text>
            </Group>
          </Alert>
        )}
      </div>
    </Card>
  );
}
