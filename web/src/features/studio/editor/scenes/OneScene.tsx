import { Text, VisuallyHidden } from "@mantine/core";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { useSortableItem } from "../../../../ui/Sortable";
import type { Known } from "../doc/baseline";
import { type Scene, type SceneId, sceneTitle } from "../doc/document";
import { WarningIcon } from "../icons";
import { usePictureUrl } from "./ScenePicture";

interface Props {
  scene: Scene;
  place: number;
  known: Known | undefined;
  isShown: boolean;
  isChosen: boolean;
  isPlayed: boolean;
  isFixed: boolean;
  /** What it says and its document does not. */
  warnings: number;
  onChoose: (id: SceneId, event: MouseEvent) => void;
}

/** One scene of the list: its picture and its title. */
export const OneScene = memo(function OneScene(props: Props) {
  const { scene, place, known, isShown, isChosen, isPlayed, isFixed, warnings, onChoose } = props;
  const pictureUrl = usePictureUrl();
  const { t } = useTranslation("studio");
  const { ref, isDragging } = useSortableItem(scene.id, place, isFixed);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
    <div
      ref={ref}
      role="option"
      className="editor-scene"
      data-scene={scene.id}
      data-dragged={isDragging || undefined}
      data-played={isPlayed || undefined}
      data-shown={isShown || undefined}
      aria-selected={isChosen}
      tabIndex={isShown ? 0 : -1}
      onClick={(event) => onChoose(scene.id, event)}
    >
      <span className="editor-thumbnail">
        {known !== undefined && (
          <img src={pictureUrl(known, 320)} alt="" loading="lazy" decoding="async" draggable={false} />
        )}
        {warnings > 0 && (
          <span className="editor-scene-warnings" title={t("editor:words.warnings", { count: warnings })}>
            <WarningIcon /> <span aria-hidden="true">{warnings}</span>
            <VisuallyHidden>{t("editor:words.warnings", { count: warnings })}</VisuallyHidden>
          </span>
        )}
      </span>
      <Text component="span" size="sm" lineClamp={2}>
        <span className="editor-number">{place + 1}</span> {sceneTitle(scene) || t("project.scenes.untitled")}
      </Text>
    </div>
  );
});
