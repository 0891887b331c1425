import { Group, Slider } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TrashIcon } from "../../../../ui/icons";
import { ActionButton } from "../actions/ActionButton";
import { ZOOMS } from "../actions/view";
import { FitIcon, MagnetIcon, ScissorsIcon, ZoomInIcon, ZoomOutIcon } from "../icons";
import { useEditor, useEditorState, useView } from "../store";
import { LineFields } from "./LineFields";

export function Toolbar() {
  const { t } = useTranslation("editor");
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  return (
    <Group className="timeline-toolbar" role="toolbar" aria-label={t("timeline.tools")} gap={2} wrap="nowrap">
      {!isReadOnly && (
        <>
          <ActionButton id="split">
            <ScissorsIcon />
          </ActionButton>
          <ActionButton id="delete">
            <TrashIcon />
          </ActionButton>
        </>
      )}
      <ActionButton id="snap">
        <MagnetIcon />
      </ActionButton>
      <LineFields />
      <span className="timeline-gap" />
      <ActionButton id="zoomOut">
        <ZoomOutIcon />
      </ActionButton>
      <ZoomSlider />
      <ActionButton id="zoomIn">
        <ZoomInIcon />
      </ActionButton>
      <ActionButton id="zoomFit">
        <FitIcon />
      </ActionButton>
    </Group>
  );
}

/** Each step of it is as much larger as the one before. */
function ZoomSlider() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const fit = useView((view) => view.fit);
  const zoom = useView((view) => view.zoom ?? view.fit);
  const range = Math.log(ZOOMS.most / fit);
  return (
    <Slider
      className="timeline-zoom"
      size="sm"
      label={null}
      min={0}
      max={100}
      thumbLabel={t("timeline.zoom")}
      value={range === 0 ? 100 : (Math.log(zoom / fit) / range) * 100}
      onChange={(value) => editor.view.setState({ zoom: fit * Math.exp((range * value) / 100) })}
    />
  );
}
