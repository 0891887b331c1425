import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sceneTitle } from "../doc/document";
import { useEditorState } from "../store";

type PictureUrl = (
  known: { serverId: string; version: number },
  width: number,
  shown?: { step?: number; page?: number },
) => string;

/**
 * Where the renderer's picture of a scene is. The versions of the scene and of the course's look let what changed be
 * asked for anew: a browser shows a picture of the same address again without asking.
 */
export function usePictureUrl(): PictureUrl {
  const look = useEditorState(({ project }) => project.version);
  return useCallback(
    ({ serverId, version }, width, { step, page = 1 } = {}) => {
      const of = (step === undefined ? "" : `&step=${step}`) + (page === 1 ? "" : `&page=${page}`);
      return `/api/v1/scenes/${serverId}/preview.png?width=${width}&v=${version}.${look}${of}`;
    },
    [look],
  );
}

interface Props {
  /** The selected one, where none is named. */
  id?: string | null;
  /** All of it, where none is named. */
  step?: number;
  /** Of the pages that a too full slide becomes. */
  page?: number;
}

/** A scene as the video will show it. The old picture stays until the new one is here. */
export function ScenePicture({ id = null, step, page }: Props) {
  const { t } = useTranslation("studio");
  const scene = useEditorState((state) => state.document.scenes[id ?? state.selected]);
  const known = useEditorState((state) => state.saved.scenes.get(id ?? state.selected));
  const pictureUrl = usePictureUrl();
  const wanted = known === undefined ? null : pictureUrl(known, 1280, { step, page });
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const picture = new Image();
    picture.onload = () => setShown(wanted);
    picture.onerror = () => setFailed(wanted);
    picture.src = wanted;
    return () => {
      picture.onload = null;
      picture.onerror = null;
    };
  }, [wanted]);
  const isWaiting = shown !== wanted && failed !== wanted;
  const title = scene === undefined ? "" : sceneTitle(scene);
  return (
    <figure className="editor-picture" aria-busy={isWaiting}>
      {shown !== null && <img src={shown} alt={t("project.picture", { title })} />}
      {failed === wanted && wanted !== null && <figcaption role="status">{t("project.pictureFailed")}</figcaption>}
    </figure>
  );
}
