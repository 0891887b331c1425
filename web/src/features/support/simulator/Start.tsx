import { Button, Checkbox, Loader, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addExample, startSimulator } from "../../../api/sdk.gen";
import type { SimulatorState } from "../../../api/types.gen";
import { EmptyState } from "../../../ui/EmptyState";
import { Trouble } from "../../../ui/Trouble";
import { ChatIcon } from "./icons";
import { SIMULATOR } from "./queries";

/** One click from nothing to a number that answers. A number that was there before is connected again by itself. */
export function Start({ state }: { state: SimulatorState }) {
  const { t } = useTranslation("simulator");
  const queries = useQueryClient();
  const isNew = state.channel_id === null;
  const [wantsExample, setWantsExample] = useState(true);
  const starting = useMutation({
    mutationFn: async () => {
      if (isNew && wantsExample && state.example !== null) await addExample({ throwOnError: true });
      await startSimulator({ throwOnError: true });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SIMULATOR }),
  });
  const start = useRef(starting.mutate);
  start.current = starting.mutate;
  useEffect(() => {
    if (!isNew) start.current();
  }, [isNew]);
  if (!isNew && starting.error === null) {
    return (
      <EmptyState title={t("start.connecting")} icon={<Loader aria-hidden />}>
        <Text role="status" c="dimmed">
          {t("start.soon")}
        </Text>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("start.title")} text={t("start.text")} icon={<ChatIcon />}>
      {isNew && state.example !== null && (
        <Checkbox
          checked={wantsExample}
          onChange={(event) => setWantsExample(event.currentTarget.checked)}
          label={t("start.example")}
          description={t("start.exampleText", { count: state.example.articles })}
        />
      )}
      <Trouble error={starting.error} />
      <Button loading={starting.isPending} onClick={() => starting.mutate()}>
        {t("start.deed")}
      </Button>
    </EmptyState>
  );
}
