import { NativeSelect, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { previewConversion } from "../../../../api/sdk.gen";
import type { SceneDetails } from "../../../../api/types.gen";
import { Trouble } from "../../../../ui/Trouble";
import type { Content } from "../doc/document";
import { changeLook, convertSlide, KINDS } from "../doc/kinds";
import { inOrder } from "../doc/order";
import { usePictureUrl } from "../scenes/ScenePicture";
import { useEditor, useEditorState } from "../store";

const LOOKS = ["modern", "corporate", "education", "minimal", "tech"] as const;

/** What kind of slide the scene is, and which template draws it. */
export function KindAndLook({ id, content }: { id: string; content: Content }) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const converting = useMutation({
    mutationFn: async (kind: SceneDetails["kind"]) => {
      const lines = inOrder(content.lines).map((line) => line.spoken);
      const { data } = await previewConversion({ body: { slide: content.slide, lines, kind }, throwOnError: true });
      // What was written meanwhile is not written over.
      if (editor.store.getState().document.scenes[id]?.content !== content) throw new Error(t("project.slide.changed"));
      editor.run(convertSlide(id, data.slide, data.lines));
    },
  });
  return (
    <>
      <NativeSelect
        label={t("project.slide.kind")}
        value={content.slide.kind}
        disabled={converting.isPending}
        data={KINDS.map((value) => ({ value, label: t(`project.slide.kinds.${value}`) }))}
        onChange={(event) => converting.mutate(event.currentTarget.value as SceneDetails["kind"])}
      />
      <Trouble error={converting.error} />
      <Looks id={id} look={content.rest.look} />
    </>
  );
}

/** Each look as this scene would have it. */
function Looks({ id, look }: { id: string; look: Content["rest"]["look"] }) {
  const { t } = useTranslation(["studio", "course"]);
  const editor = useEditor();
  const known = useEditorState((state) => state.saved.scenes.get(id));
  const ofCourse = useEditorState((state) => state.project.look);
  const pictureUrl = usePictureUrl();
  return (
    <fieldset className="editor-looks">
      <Text component="legend" size="sm" fw={600}>
        {t("project.slide.look")}
      </Text>
      {LOOKS.map((name) => {
        const isOfCourse = name === ofCourse;
        const isChosen = look === name || (isOfCourse && look == null);
        return (
          <label key={name}>
            <input
              type="radio"
              name="scene-look"
              checked={isChosen}
              onChange={() => editor.run(changeLook(id, isOfCourse ? null : name))}
            />
            <span className="editor-thumbnail">
              {known !== undefined && (
                <img src={`${pictureUrl(known, 240)}&look=${name}`} alt="" loading="lazy" decoding="async" />
              )}
            </span>
            <span>
              {t(`course:looks.${name}`)}
              {isOfCourse && <small> {t("project.slide.lookOfCourse")}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
