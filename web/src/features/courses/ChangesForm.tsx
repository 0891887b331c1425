import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { applyChanges } from "../../api/sdk.gen";
import type { ChangesApplied, ChangesDetails, SceneSummary } from "../../api/types.gen";
import { Trouble } from "../../ui/Trouble";
import { codeOf } from "./changesQueries";
import { countTaken, type Decided, decisionsFor, isQuestion } from "./decisions";
import { ProposalCard } from "./ProposalCard";
import { ifMatch } from "./versions";

const OUTDATED = new Set(["version_changed", "decision_unknown"]);

interface Props {
  changes: ChangesDetails;
  scenes: ReadonlyMap<string, SceneSummary>;
  mayEdit: boolean;
  onApplied: (done: ChangesApplied) => void;
  /** Somebody changed the course meanwhile: what is proposed is to be read again. */
  onOutdated: () => void;
}

export function ChangesForm({ changes, scenes, mayEdit, onApplied, onOutdated }: Props) {
  const { t } = useTranslation("courses");
  const [chosen, setChosen] = useState<Decided>({});
  const { proposals, parts } = changes;
  const decisions = decisionsFor(proposals, chosen);
  const taken = countTaken(decisions);
  const edited = proposals.filter((one) => one.is_edited && isQuestion(one)).length;
  const applying = useMutation({
    mutationFn: async () =>
      (
        await applyChanges({
          path: { project_id: changes.project_id },
          headers: ifMatch(changes.version),
          body: { version_id: changes.to_version_id, decisions, default: "reject" },
          throwOnError: true,
        })
      ).data,
    onSuccess: onApplied,
    onError: (error) => {
      if (OUTDATED.has(codeOf(error) ?? "")) onOutdated();
    },
  });
  const all = (decision: "accept" | "reject") =>
    setChosen(Object.fromEntries(proposals.filter(isQuestion).map((one) => [one.key, decision])));

  return (
    <Stack gap="lg">
      <Alert color="blue" title={t("changes.summary", { from: changes.from_number, to: changes.to_number })}>
        <Text size="sm">
          {proposals.length === 0 ? t("changes.nothing") : t("changes.count", { count: proposals.length })}
        </Text>
        {edited > 0 && <Text size="sm">{t("changes.editsStay", { count: edited })}</Text>}
      </Alert>
      {proposals.length > 1 && mayEdit && (
        <Group gap="xs">
          <Button variant="default" size="compact-md" onClick={() => all("accept")}>
            {t("changes.acceptAll")}
          </Button>
          <Button variant="default" size="compact-md" onClick={() => all("reject")}>
            {t("changes.rejectAll")}
          </Button>
        </Group>
      )}
      {proposals.map((proposal) => (
        <ProposalCard
          key={proposal.key}
          projectId={changes.project_id}
          proposal={proposal}
          parts={parts}
          scene={proposal.scene_id === null ? undefined : scenes.get(proposal.scene_id)}
          decision={decisions[proposal.key]}
          mayEdit={mayEdit}
          onDecide={(decision) => setChosen((known) => ({ ...known, [proposal.key]: decision }))}
        />
      ))}
      <Trouble error={applying.error} />
      {mayEdit && (
        <div className="create-bar">
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="dimmed" visibleFrom="xs">
              {t("changes.safe")}
            </Text>
            <Button size="md" loading={applying.isPending} onClick={() => applying.mutate()}>
              {taken === 0 ? t("changes.applyNone") : t("changes.apply", { count: taken })}
            </Button>
          </Group>
        </div>
      )}
    </Stack>
  );
}
