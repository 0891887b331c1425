import { Checkbox, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { toast } from "../../../lib/toasts";
import { FormDialog } from "../../../ui/FormDialog";
import { isWindowOpen } from "./model";
import type { Acts } from "./useActs";

interface Props {
  conversation: ConversationDetails;
  acts: Acts;
  onClose: () => void;
}

/** Ends a conversation: which demands are done with it, and what the customer is told. */
export function ResolveDialog({ conversation, acts, onClose }: Props) {
  const { t } = useTranslation("inbox");
  const open = conversation.customer.protocols.filter(
    (one) => one.conversation_id === conversation.id && one.resolved_at === null,
  );
  const [done, setDone] = useState<readonly string[]>([]);
  const [tells, setTells] = useState(true);
  const canTell = isWindowOpen(conversation, Date.now());
  const { resolve } = acts;
  return (
    <FormDialog
      title={t("resolve.title")}
      deed={t("acts.resolve")}
      isBusy={resolve.isPending}
      error={resolve.error}
      onClose={onClose}
      submit={() =>
        resolve.mutate(
          { done_protocols: [...done], tells_customer: tells },
          {
            onSuccess: () => {
              toast({ id: `resolved-${conversation.id}`, title: t("resolve.done"), tone: "good" });
              onClose();
            },
          },
        )
      }
    >
      {open.length > 0 ? (
        <Checkbox.Group label={t("resolve.protocols")} value={[...done]} onChange={setDone}>
          <Stack gap="xs" mt="xs">
            {open.map(({ id, number, kind }) => (
              <Checkbox
                key={id}
                value={id}
                label={`${number} · ${t(`protocols.kinds.${kind}`, { defaultValue: kind })}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : (
        <Text size="sm">{t("resolve.newProtocol")}</Text>
      )}
      {canTell ? (
        <Checkbox
          label={t("resolve.tells")}
          description={t("resolve.tellsHint")}
          checked={tells}
          onChange={(event) => setTells(event.currentTarget.checked)}
        />
      ) : (
        <Text size="sm">{t("resolve.cannotTell")}</Text>
      )}
    </FormDialog>
  );
}
