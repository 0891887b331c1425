import { Button, Group, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetails } from "../../../../api/types.gen";
import { inOwnLanguage } from "../../../../lib/bilingual";
import type { Line, SceneId } from "../doc/document";
import { confirmWord, quoteDocument } from "../doc/wordCommands";
import { WarningIcon } from "../icons";
import { holding } from "../review/placing";
import { partsOf, useSources } from "../review/useReview";
import { useEditor, useEditorState } from "../store";
import { usePlaceName } from "./usePlaceName";

interface Props {
  sceneId: SceneId;
  line: Line;
}

/** What a sentence says and its document does not, where it is written; what the document says, and what to do. */
export function LineFindings({ sceneId, line }: Props) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const found = useEditorState((state) => state.review?.lines.get(line.id));
  const findings = useMemo(() => holding(found, line.spoken), [found, line.spoken]);
  return (
    <div role="status" aria-label={t("warningsOfLine")}>
      {findings.map((details) => (
        <OneFinding
          key={details.finding.kind + details.finding.token}
          sceneId={sceneId}
          line={line}
          details={details}
        />
      ))}
    </div>
  );
}

function OneFinding({ sceneId, line, details }: Props & { details: FindingDetails }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const { data: sources } = useSources();
  const placeName = usePlaceName();
  const { finding, quote } = details;
  const said = inOwnLanguage(details);
  const first = line.spoken.sources?.[0];
  const part = sources === undefined || first === undefined ? undefined : partsOf(sources).get(first);
  const place = part === undefined ? "" : placeName(part.place);
  return (
    <div className="line-finding">
      <WarningIcon />
      <div>
        <Text size="sm">{said}</Text>
        {quote !== null && (
          <Text size="sm" className="line-quote">
            {place === "" ? t("documentSays") : t("documentSaysAt", { place })} <q>{quote}</q>
          </Text>
        )}
        {!isReadOnly && (
          <Group gap="xs" mt={4}>
            {quote !== null && quote !== line.spoken.text && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  editor.run(quoteDocument(sceneId, line.id, quote));
                  editor.view.setState({ wantedLine: line.id });
                }}
              >
                {t("useQuote")}
              </Button>
            )}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                editor.run(confirmWord(sceneId, line.id, finding.token));
                editor.view.setState({ wantedLine: line.id });
              }}
            >
              {t("isRight")}
            </Button>
          </Group>
        )}
      </div>
    </div>
  );
}
