import { UnstyledButton } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { DocumentIcon } from "../../../../ui/mediaIcons";
import type { Line, SceneId } from "../doc/document";
import { partsOf, useSources } from "../review/useReview";
import { useView } from "../store";
import { DetailChips } from "./DetailChips";
import { Duration } from "./Duration";
import { LineSource } from "./LineSource";
import { usePlaceName } from "./usePlaceName";
import { WordChips, WordTools } from "./WordChips";

interface Props {
  sceneId: SceneId;
  line: Line;
  place: number;
}

/** Where a sentence is from, which can be opened, and how long it takes to say. */
export function LineFooter({ sceneId, line, place }: Props) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const isUsual = useView((view) => view.hasSources);
  const [wish, setWish] = useState<{ isOpen: boolean; usual: boolean } | null>(null);
  const id = useId();
  const { data: sources } = useSources();
  const placeName = usePlaceName();
  const known = sources === undefined ? undefined : partsOf(sources);
  const parts = (line.spoken.sources ?? []).flatMap((source) => known?.get(source) ?? []);
  // A wish for one line holds until all are opened or closed together.
  const isOpen = wish !== null && wish.usual === isUsual ? wish.isOpen : isUsual;
  const [first] = parts;
  const names = [...new Set(parts.map((part) => placeName(part.place)))].filter((name) => name !== "");
  return (
    <>
      <div className="line-footer">
        {first !== undefined && (
          <UnstyledButton
            className="line-chip"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={t("sourceOf", { number: place + 1, place: names.join(", ") })}
            onClick={() => setWish({ isOpen: !isOpen, usual: isUsual })}
          >
            <DocumentIcon /> {names.join(", ") || t("source")}
          </UnstyledButton>
        )}
        <WordChips sceneId={sceneId} line={line} />
        <DetailChips line={line} />
        <WordTools line={line} />
        <Duration line={line} />
      </div>
      {isOpen && sources !== undefined && parts.length > 0 && (
        <div id={id}>
          {parts.map((part) => (
            <LineSource key={part.id} part={part} sources={sources} />
          ))}
        </div>
      )}
    </>
  );
}
