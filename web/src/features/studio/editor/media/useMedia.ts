import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PictureSlot } from "../../../../api/types.gen";
import { explain } from "../../../../lib/http";
import { toast } from "../../../../lib/toasts";
import { save, takeAsset } from "../course/queries";
import { newId, type SceneId } from "../doc/document";
import { pictureContent, putPicture, withPicture } from "../doc/pictures";
import { pasteScenes } from "../doc/sceneCommands";
import { useEditor } from "../store";
import type { DraggedAsset } from "./dragging";

export interface Media {
  /** Shows a picture in a scene, or in a new one after it where the scene has no room for one. */
  putInto: (asset: DraggedAsset, scene: SceneId) => Promise<void>;
  /** A new scene that shows a picture, after another one. */
  addScene: (asset: DraggedAsset, after: SceneId) => Promise<void>;
  /** A sound plays below the whole course. */
  playBelow: (asset: DraggedAsset) => Promise<void>;
  /** What dropping it on a scene does: pictures are shown, sounds play below. */
  drop: (asset: DraggedAsset, scene: SceneId | null, isNew: boolean) => void;
}

/** Assets are often called as their files were. */
const titleOf = ({ name }: DraggedAsset) => name.replace(/\.\w{2,5}$/, "");

/** Brings what the library has into the course. */
export function useMedia(): Media {
  const editor = useEditor();
  const queries = useQueryClient();
  const { t } = useTranslation("editor", { keyPrefix: "media" });
  return useMemo(() => {
    const { id: project } = editor.store.getState().project;

    async function pictureOf(asset: DraggedAsset): Promise<PictureSlot> {
      return { file: await takeAsset(project, asset.id), alt: asset.alt_text || titleOf(asset) };
    }

    async function addScene(asset: DraggedAsset, after: SceneId) {
      const picture = await pictureOf(asset);
      const id = newId();
      const { language } = editor.store.getState().project;
      editor.run(pasteScenes([pictureContent(picture, titleOf(asset), language)], after || null, [id]));
      editor.select(id);
      editor.tell(t("added", { name: asset.name }));
    }

    async function putInto(asset: DraggedAsset, scene: SceneId) {
      const slide = editor.store.getState().document.scenes[scene]?.content.slide;
      if (slide === undefined || withPicture(slide, { file: "" }) === null) return addScene(asset, scene);
      editor.run(putPicture(scene, await pictureOf(asset)));
      editor.select(scene);
      editor.tell(t("put", { name: asset.name }));
    }

    async function playBelow(asset: DraggedAsset) {
      if (!(await editor.saver.flush())) throw new Error(t("unsaved"));
      const file = await takeAsset(project, asset.id);
      const { project: now } = editor.store.getState();
      await save(now, { music: { file, level_db: now.music?.level_db ?? -24 } });
      // Everything that is heard hangs on it: the course is opened anew.
      await queries.resetQueries({ queryKey: ["project", project] });
    }

    const tell = (title: string) => toast({ id: "media", title, tone: "bad" });

    function drop(asset: DraggedAsset, scene: SceneId | null, isNew: boolean) {
      if (asset.kind === "video") return tell(t("noVideo"));
      const { selected } = editor.store.getState();
      const into = scene ?? selected;
      const doing = asset.kind === "sound" ? playBelow(asset) : isNew ? addScene(asset, into) : putInto(asset, into);
      doing.catch((error: unknown) => tell(explain(error)));
    }

    return { putInto, addScene, playBelow, drop };
  }, [editor, queries, t]);
}
