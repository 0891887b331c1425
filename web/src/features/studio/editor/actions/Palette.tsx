import { Modal, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchIcon } from "../../../../ui/icons";
import { scenesInOrder, sceneTitle } from "../doc/document";
import { useEditor } from "../store";
import { canRun } from "./action";
import { ACTIONS } from "./index";
import { useActionNames } from "./useActions";

interface Choice {
  id: string;
  label: string;
  about: string;
  keys: string;
  isOff: boolean;
  run: () => void;
}

const MOST = 60;
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Everything that can be done, and every scene to go to, found by writing a part of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const names = useActionNames();
  const list = useId();
  const [sought, setSought] = useState("");
  const [at, setAt] = useState(0);
  const [all] = useState<Choice[]>(() => {
    const { readOnly, document } = editor.store.getState();
    const actions = ACTIONS.filter(({ edits, id }) => !(edits && readOnly !== null) && id !== "palette").map(
      (action) => ({
        ...{
          id: action.id,
          ...names(action),
          about: t(`categories.${action.category}`),
          isOff: !canRun(action, editor),
        },
        run: () => action.run(editor),
      }),
    );
    const scenes = scenesInOrder(document).map((scene, place) => ({
      ...{ id: `scene ${scene.id}`, label: sceneTitle(scene) || t("untitled"), keys: "", isOff: false },
      about: t("palette.scene", { number: place + 1 }),
      run: () => editor.select(scene.id),
    }));
    return [...actions, ...scenes];
  });
  const found = useMemo(() => {
    const words = plain(sought).split(/\s+/).filter(Boolean);
    const has = ({ label, about }: Choice) => words.every((word) => plain(`${label} ${about}`).includes(word));
    return all.filter(has).slice(0, MOST);
  }, [all, sought]);

  function choose(choice: Choice | undefined) {
    if (choice === undefined || choice.isOff) return;
    onClose();
    // After the dialog gave the focus back: some actions open another one.
    setTimeout(choice.run);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    if (event.key === "ArrowDown") setAt(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") setAt(at <= 0 ? last : at - 1);
    else if (event.key === "Enter") choose(found[at]);
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("palette.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[at] === undefined ? undefined : `${list}-${at}`}
        aria-label={t("palette.search")}
        placeholder={t("palette.search")}
        leftSection={<SearchIcon />}
        value={sought}
        onChange={(event) => {
          setSought(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && (
        <Text role="status" mt="md">
          {t("palette.nothing")}
        </Text>
      )}
      <div id={list} role="listbox" aria-label={t("palette.title")} className="palette">
        {found.map((choice, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
          <div
            key={choice.id}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === at}
            aria-disabled={choice.isOff}
            ref={(element) => {
              if (place === at) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => choose(choice)}
          >
            <span>{choice.label}</span>
            <small>{choice.about}</small>
            {choice.keys && <kbd className="editor-keys">{choice.keys}</kbd>}
          </div>
        ))}
      </div>
    </Modal>
  );
}
