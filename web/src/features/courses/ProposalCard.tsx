import { Badge, Group, Radio, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PartChange, Proposal, SceneSummary } from "../../api/types.gen";
import { Conflicts } from "./Conflicts";
import { type Decision, isQuestion, partsOf } from "./decisions";
import { Sides } from "./Sides";
import { Words } from "./Words";

const COLOURS = { update: "blue", add: "green", remove: "red", move: "grape", review: "yellow" } as const;

interface Props {
  projectId: string;
  proposal: Proposal;
  parts: readonly PartChange[];
  /** The scene as it is; undefined for a new one. */
  scene: SceneSummary | undefined;
  decision: Decision | undefined;
  mayEdit: boolean;
  onDecide: (decision: Decision) => void;
}

/** One scene that is touched: what the document said and says, the scene as it is and as it would be, the decision. */
export function ProposalCard({ projectId, proposal, parts, scene, decision, mayEdit, onDecide }: Props) {
  const { t } = useTranslation("courses");
  const heading = useId();
  const { kind, proposed } = proposal;
  const title = scene?.title || proposed?.slide.title || t("changes.untitled");
  return (
    <section className="panel" aria-labelledby={heading}>
      <Stack gap="md">
        <Group gap="xs">
          <Badge variant="light" tt="none" color={COLOURS[kind]} classNames={{ label: "plain-text" }}>
            {t(`changes.kind.${kind}`)}
          </Badge>
          {proposal.is_edited && (
            <Badge variant="outline" tt="none" color="gray" classNames={{ label: "plain-text" }}>
              {t("changes.edited")}
            </Badge>
          )}
          <Text component="h2" id={heading} fw={650} fz="lg" m={0} style={{ overflowWrap: "anywhere" }}>
            {title}
          </Text>
        </Group>
        <Parts parts={partsOf(proposal, parts)} />
        <Sides projectId={projectId} proposal={proposal} scene={scene} title={title} />
        <Conflicts conflicts={proposal.conflicts ?? []} />
        {decision === undefined || !isQuestion(proposal) ? (
          <Text size="sm">{t("changes.reviewText")}</Text>
        ) : (
          <Radio.Group
            label={t("changes.decide")}
            value={decision}
            onChange={(value) => onDecide(value as Decision)}
            readOnly={!mayEdit}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="accept" label={t(`changes.accept.${kind}`)} disabled={!mayEdit} />
              {proposal.is_edited && kind === "update" && (
                <Radio value="document" label={t("changes.document")} disabled={!mayEdit} />
              )}
              <Radio value="reject" label={t(`changes.reject.${kind}`)} disabled={!mayEdit} />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </section>
  );
}

/** What the document said there, and what it says now. */
function Parts({ parts }: { parts: readonly PartChange[] }) {
  const { t } = useTranslation("courses");
  if (parts.length === 0) return null;
  return (
    <Stack gap={4} component="ul" m={0} pl="md">
      {parts.map((part) => (
        <Text key={`${part.old_id}-${part.new_id}`} component="li" size="sm" style={{ overflowWrap: "anywhere" }}>
          <Text span size="sm" fw={600}>
            {t(`changes.part.${part.kind}`)}
            {part.place.page ? ` (${t("found.onPage", { page: part.place.page })})` : ""}:{" "}
          </Text>
          <Words before={part.before ?? ""} after={part.after ?? ""} />
          {!part.before && !part.after && t(`changes.partState.${part.state}`)}
        </Text>
      ))}
    </Stack>
  );
}
