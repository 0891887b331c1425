import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enrol, renewBackupCodes, turnOff } from "../../../api/sdk.gen";
import type { AccountDetails } from "../../../api/types.gen";
import { asMyself } from "../../../lib/identity";
import { accountQuery } from "../../../lib/session";
import { Card } from "../../../ui/Card";
import { Confirm } from "../../../ui/Confirm";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { BackupCodesDialog } from "./BackupCodesDialog";
import { EnrolDialog } from "./EnrolDialog";

const FEW_CODES = 3;

export function SecondFactorCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  const [asked, setAsked] = useState<"off" | "renew" | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: accountQuery.queryKey });
  const enrolling = useMutation({
    mutationFn: async () => (await asMyself(() => enrol({ throwOnError: true }))).data,
    gcTime: 0,
  });
  const isOn = account.has_second_factor;
  const left = account.backup_codes_left;

  return (
    <Card
      title={t("factor.title")}
      lead={t("factor.lead")}
      actions={<Tag tone={isOn ? "good" : "plain"}>{isOn ? t("factor.on") : t("factor.off")}</Tag>}
    >
      <Trouble error={enrolling.error} />
      {isOn ? (
        <>
          <Text size="sm" c={left <= FEW_CODES ? "var(--mantine-color-error)" : undefined}>
            {t("factor.codesLeft", { count: left })}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={() => setAsked("renew")}>
              {t("factor.renew")}
            </Button>
            <Button variant="default" onClick={() => setAsked("off")}>
              {t("factor.turnOff")}
            </Button>
          </Group>
        </>
      ) : (
        <Group>
          <Button loading={enrolling.isPending} onClick={() => enrolling.mutate()}>
            {t("factor.turnOn")}
          </Button>
        </Group>
      )}
      {enrolling.data !== undefined && (
        <EnrolDialog
          enrolment={enrolling.data}
          onClose={() => enrolling.reset()}
          onDone={(given) => {
            enrolling.reset();
            setCodes(given);
            void again();
          }}
        />
      )}
      {asked === "off" && (
        <Confirm
          title={t("factor.turnOffTitle")}
          text={t("factor.turnOffText")}
          deed={t("factor.turnOff")}
          act={async () => {
            await asMyself(() => turnOff({ throwOnError: true }));
            await again();
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === "renew" && (
        <Confirm
          title={t("factor.renewTitle")}
          text={t("factor.renewText")}
          deed={t("factor.renew")}
          isDangerous={false}
          act={async () => {
            setCodes((await asMyself(() => renewBackupCodes({ throwOnError: true }))).data.codes);
            await again();
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {codes !== null && <BackupCodesDialog codes={codes} account={account} onClose={() => setCodes(null)} />}
    </Card>
  );
}
