import { rem } from "@mantine/core";
import { type CSSProperties, lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Splitter } from "../../../../ui/Splitter";
import { useEditor, useView } from "../store";
import { USUAL_SIZES } from "../view";
import { chosenPanel, PanelBody, panelsOf, Tabs } from "./Panels";
import { Stage } from "./Stage";

const Timeline = lazy(() => import("../timeline/Timeline"));

const LIMITS = { left: [200, 520], right: [240, 560], bottom: [140, 560] } as const;

/** Panels left and right of the picture, the timeline below; each as large as the person likes it. */
export function WideFrame({ children }: { children: ReactNode }) {
  const left = useView((view) => view.left);
  const right = useView((view) => view.right);
  const bottom = useView((view) => view.bottom);
  const sizes = { "--left": rem(left), "--right": rem(right), "--bottom": rem(bottom) } as CSSProperties;
  return (
    <div className="editor is-wide" style={sizes}>
      {children}
      <LeftSide isOpen={left > 0} />
      <Line part="left" orientation="vertical" direction={1} />
      <Stage />
      <Line part="right" orientation="vertical" direction={-1} />
      <RightSide isOpen={right > 0} />
      <Line part="bottom" orientation="horizontal" direction={-1} />
      <div className="editor-bottom" hidden={bottom === 0}>
        {bottom > 0 && (
          <Suspense fallback={null}>
            <Timeline />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function Line(props: { part: keyof typeof LIMITS; orientation: "vertical" | "horizontal"; direction: 1 | -1 }) {
  const { part, ...others } = props;
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const value = useView((view) => view[part]);
  const [min, max] = LIMITS[part];
  return (
    <div className={`editor-line-${part}`}>
      <Splitter
        {...others}
        label={t(`sizes.${part}`)}
        value={value}
        min={min}
        max={max}
        usual={USUAL_SIZES[part]}
        onChange={(size) => editor.view.setState({ [part]: size })}
      />
    </div>
  );
}

function LeftSide({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const panels = panelsOf("left");
  const shown = chosenPanel(
    panels,
    useView((view) => view.leftTab),
  );
  if (shown === undefined) return null;
  return (
    <>
      <div className="editor-rail">
        <Tabs
          label={t("panels.left")}
          tabs={panels}
          shown={shown.id}
          orientation="vertical"
          onChoose={(leftTab) => editor.view.setState(({ left }) => ({ leftTab, left: left || USUAL_SIZES.left }))}
        />
      </div>
      <div className="editor-left" hidden={!isOpen}>
        {isOpen && <PanelBody key={shown.id} panel={shown} />}
      </div>
    </>
  );
}

function RightSide({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const panels = panelsOf("right");
  const shown = chosenPanel(
    panels,
    useView((view) => view.rightTab),
  );
  if (shown === undefined) return null;
  return (
    <div className="editor-right" hidden={!isOpen}>
      <Tabs
        label={t("panels.right")}
        tabs={panels}
        shown={shown.id}
        orientation="horizontal"
        onChoose={(rightTab) => editor.view.setState({ rightTab })}
      />
      {isOpen && <PanelBody key={shown.id} panel={shown} />}
    </div>
  );
}
