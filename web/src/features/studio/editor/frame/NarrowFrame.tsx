import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { FilmIcon } from "../../../../ui/mediaIcons";
import { TimelineIcon } from "../icons";
import { PANELS } from "../panels";
import { useEditor, useView } from "../store";
import { PanelBody, Tabs } from "./Panels";
import { Stage } from "./Stage";

const Timeline = lazy(() => import("../timeline/Timeline"));
const STAGE = { id: "stage", Icon: FilmIcon };
const TIMELINE = { id: "timeline", Icon: TimelineIcon };

/** On narrow screens one part is shown at a time. */
export function NarrowFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const shown = useView((view) => view.narrowTab);
  const panel = PANELS.find(({ id }) => id === shown);
  return (
    <div className="editor is-narrow">
      {children}
      <Tabs
        label={t("panels.all")}
        tabs={[STAGE, ...PANELS, TIMELINE]}
        shown={shown}
        orientation="horizontal"
        onChoose={(narrowTab) => editor.view.setState({ narrowTab })}
      />
      {panel !== undefined ? (
        <PanelBody key={panel.id} panel={panel} />
      ) : (
        <div role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`} className="editor-narrow-body">
          {shown === "stage" ? (
            <Stage />
          ) : (
            <Suspense fallback={null}>
              <Timeline />
            </Suspense>
          )}
        </div>
      )}
    </div>
  );
}
