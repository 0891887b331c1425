import { Menu } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useEditor } from "../store";
import { type Action, CATEGORIES, canRun } from "./action";
import { ACTIONS, actionOf } from "./index";
import { useActionNames } from "./useActions";

/** Those of a context menu: what one does with scenes. */
const OF_SCENES = ["newScene", "duplicate", "copy", "cut", "paste", "moveUp", "moveDown", "split", "merge", "delete"];

/** The items of a menu, as they are while it is open. */
export function ActionItems({ isOfScenes = false }: { isOfScenes?: boolean }) {
  const { t } = useTranslation("editor");
  if (isOfScenes) return OF_SCENES.map((id) => <OneItem key={id} action={actionOf(id)} />);
  return CATEGORIES.map((category, at) => (
    <Fragment key={category}>
      {at > 0 && <Menu.Divider />}
      <Menu.Label>{t(`categories.${category}`)}</Menu.Label>
      {ACTIONS.filter((action) => action.category === category).map((action) => (
        <OneItem key={action.id} action={action} />
      ))}
    </Fragment>
  ));
}

function OneItem({ action }: { action: Action }) {
  const editor = useEditor();
  const { label, keys } = useActionNames()(action);
  if (action.edits && editor.store.getState().readOnly !== null) return null;
  const shared = {
    disabled: !canRun(action, editor),
    rightSection: keys && <kbd className="editor-keys">{keys}</kbd>,
  };
  const run = () => action.run(editor);
  if (action.isOn === undefined) {
    return (
      <Menu.Item {...shared} onClick={run}>
        {label}
      </Menu.Item>
    );
  }
  return (
    <Menu.CheckboxItem {...shared} checked={action.isOn(editor)} onChange={run} closeMenuOnClick>
      {label}
    </Menu.CheckboxItem>
  );
}

export interface MenuPlace {
  x: number;
  y: number;
}

/** At the pointer, or where the keyboard asked for it. */
export function ContextMenu({ place, onClose }: { place: MenuPlace | null; onClose: () => void }) {
  if (place === null) return null;
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      width={280}
      shadow="md"
      withinPortal
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <span className="editor-menu-place" style={{ left: place.x, top: place.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItems isOfScenes />
      </Menu.Dropdown>
    </Menu>
  );
}
