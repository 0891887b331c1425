import { Stack, Text } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line, Proposal, SceneSummary } from "../../api/types.gen";
import { sceneQuery } from "./changesQueries";
import { ProposedPicture } from "./ProposedPicture";
import { Words } from "./Words";

interface Props {
  projectId: string;
  proposal: Proposal;
  scene: SceneSummary | undefined;
  title: string;
}

const spoken = (lines: readonly Line[]) => lines.map((line) => line.text).join(" ");

/** A scene as it is beside what it would become: seen and said. Read and drawn when somebody scrolls to it. */
export function Sides({ projectId, proposal, scene, title }: Props) {
  const { t } = useTranslation("courses");
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const [wasNear, setWasNear] = useState(false);
  if (entry?.isIntersecting && !wasNear) setWasNear(true);
  const { data: details } = useQuery({ ...sceneQuery(scene), enabled: wasNear && scene !== undefined });
  const { proposed } = proposal;
  const today = details === undefined ? null : spoken(details.lines);
  const isKnown = scene === undefined || today !== null;
  return (
    <div className="sides" ref={ref}>
      {scene !== undefined && (
        <Side title={t("changes.today")}>
          <span className="picture-box">
            {wasNear && (
              <img
                src={`/api/v1/scenes/${scene.id}/preview.png?width=640&v=${scene.version}`}
                alt={t("changes.pictureToday", { title })}
              />
            )}
          </span>
          <Text size="sm">{today}</Text>
        </Side>
      )}
      {proposal.kind === "remove" && (
        <Side title={t("changes.then")}>
          <Text c="dimmed">{t("changes.goes")}</Text>
        </Side>
      )}
      {proposed && (
        <Side title={t("changes.then")}>
          <ProposedPicture projectId={projectId} scene={proposed} title={title} isWanted={wasNear} />
          <Text size="sm">
            {isKnown && <Words before={today ?? spoken(proposed.lines)} after={spoken(proposed.lines)} />}
          </Text>
        </Side>
      )}
    </div>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="xs" style={{ overflowWrap: "anywhere" }}>
      <Text component="h3" size="sm" fw={600} m={0}>
        {title}
      </Text>
      {children}
    </Stack>
  );
}
