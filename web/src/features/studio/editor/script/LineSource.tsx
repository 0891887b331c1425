import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getPicture } from "../../../../api/sdk.gen";
import type { ProjectSources, SourcePart } from "../../../../api/types.gen";
import { usePlaceName } from "./usePlaceName";

/** Letters that never have to be scrolled. */
const SHORT = 140;

/** A part of the document as it stands there, with its picture where there is one. */
export function LineSource({ part, sources }: { part: SourcePart; sources: ProjectSources }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const placeName = usePlaceName();
  const url = usePicture(part, sources);
  const heading = [part.section_title, placeName(part.place)].filter((text) => text != null && text !== "").join(" · ");
  return (
    <blockquote className="line-source">
      <Text size="xs" c="dimmed">
        {heading || sources.name}
      </Text>
      {part.text !== "" && (
        // A long one scrolls, with the keys too.
        <Text size="sm" tabIndex={part.text.length > SHORT ? 0 : undefined}>
          {part.text}
        </Text>
      )}
      {url !== undefined && <img src={url} alt={t("picture", { place: heading })} loading="lazy" />}
    </blockquote>
  );
}

function usePicture(part: SourcePart, sources: ProjectSources): string | undefined {
  const { picture } = part;
  const path = { document_id: sources.document_id, name: picture ?? "" };
  // Links end after a while, as all links to files do.
  const { data } = useQuery({
    queryKey: ["document-picture", sources.document_id, sources.number, picture],
    enabled: picture !== null,
    staleTime: 240_000,
    queryFn: async ({ signal }) => {
      const asked = { path, query: { number: sources.number }, signal, throwOnError: true as const };
      return (await getPicture(asked)).data.url;
    },
  });
  return data;
}
