import { Loader, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { previewSlide } from "../../api/sdk.gen";
import type { Scene } from "../../api/types.gen";
import { CHANGES } from "./changesQueries";

interface Props {
  projectId: string;
  scene: Scene;
  title: string;
  isWanted: boolean;
}

/** A scene that is not kept yet, as the video would show it; drawn once it is wanted. */
export function ProposedPicture({ projectId, scene, title, isWanted }: Props) {
  const { t } = useTranslation("courses");
  const { data, isError } = useQuery({
    queryKey: [...CHANGES, projectId, "proposed", scene],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const body = { project_id: projectId, slide: scene.slide, look: scene.template ?? undefined, width: 640 };
      const drawn = await previewSlide({ body, signal, parseAs: "blob", throwOnError: true });
      return drawn.data as unknown as Blob;
    },
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <span className="picture-box">
      {url !== null && <img src={url} alt={t("changes.pictureThen", { title })} />}
      {url === null && !isError && isWanted && <Loader size="sm" aria-hidden />}
      {isError && (
        <Text size="sm" p="md" ta="center">
          {t("changes.noPicture")}
        </Text>
      )}
    </span>
  );
}
