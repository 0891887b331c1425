import { Checkbox, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { FormDialog } from "../../../ui/FormDialog";
import { labelsQuery } from "./desk";
import { LabelTag } from "./LabelTag";
import type { Acts } from "./useActs";

interface Props {
  conversation: ConversationDetails;
  acts: Acts;
  onClose: () => void;
}

/** Which labels a conversation has. */
export function LabelDialog({ conversation, acts: { label }, onClose }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const { data: all = [] } = useQuery(labelsQuery);
  const [chosen, setChosen] = useState<readonly string[]>(conversation.labels);
  return (
    <FormDialog
      title={t("labels.title")}
      deed={t("common:actions.save")}
      isBusy={label.isPending}
      error={label.error}
      onClose={onClose}
      submit={() => label.mutate([...chosen], { onSuccess: onClose })}
    >
      {all.length === 0 ? (
        <Text size="sm">{t("labels.none")}</Text>
      ) : (
        <Checkbox.Group aria-label={t("labels.title")} value={[...chosen]} onChange={setChosen}>
          <Stack gap="xs">
            {all.map((one) => (
              <Checkbox key={one.id} value={one.id} label={<LabelTag label={one} />} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </FormDialog>
  );
}
