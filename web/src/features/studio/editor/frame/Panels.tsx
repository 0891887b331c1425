import { Center, Loader } from "@mantine/core";
import { type KeyboardEvent, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { PANELS, type Panel } from "../panels";
import { useEditorState } from "../store";

interface TabsProps {
  label: string;
  tabs: readonly { id: string; Icon: Panel["Icon"] }[];
  shown: string;
  orientation: "vertical" | "horizontal";
  onChoose: (id: string) => void;
}

/** Tabs whose arrow keys lead from one to the next. */
export function Tabs({ label, tabs, shown, orientation, onChoose }: TabsProps) {
  const { t } = useTranslation("editor");

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const [back, on] = orientation === "vertical" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const at = tabs.findIndex(({ id }) => id === shown);
    const places: Record<string, number> = { [back]: at - 1, [on]: at + 1, Home: 0, End: -1 };
    const place = places[event.key];
    const to = place === undefined ? undefined : tabs.at(place % tabs.length);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${to.id}"]`)?.focus();
  }

  return (
    <div
      role="tablist"
      aria-label={label}
      aria-orientation={orientation}
      className={`editor-tabs is-${orientation}`}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ id, Icon }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          data-tab={id}
          aria-selected={id === shown}
          aria-controls={id === shown ? `panel-${id}` : undefined}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          <Icon />
          <span>{t(`panels.${id}`)}</span>
        </button>
      ))}
    </div>
  );
}

export function panelsOf(side: Panel["side"]): readonly Panel[] {
  return PANELS.filter((panel) => panel.side === side);
}

/** The panel that is chosen, or the first where that one is not there any more. */
export function chosenPanel(panels: readonly Panel[], id: string): Panel | undefined {
  return panels.find((panel) => panel.id === id) ?? panels[0];
}

export function PanelBody({ panel }: { panel: Panel }) {
  const isOff = useEditorState((state) => state.readOnly !== null) && !panel.isForReaders;
  const { Body } = panel;
  return (
    <div role="tabpanel" id={`panel-${panel.id}`} aria-labelledby={`tab-${panel.id}`} className="editor-panel-body">
      <fieldset disabled={isOff} className="editor-bare">
        <Suspense
          fallback={
            <Center mih={120}>
              <Loader />
            </Center>
          }
        >
          <Body />
        </Suspense>
      </fieldset>
    </div>
  );
}
