import { ActionIcon, Menu, Textarea, Tooltip } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DownIcon, PlayIcon, PlusIcon, TrashIcon, UpIcon } from "../../../../ui/icons";
import { StopIcon } from "../../../../ui/mediaIcons";
import type { Direction } from "../doc/commands";
import type { Line } from "../doc/document";

import { MoreIcon, SplitIcon } from "../icons";
import { useEditor, useView } from "../store";

interface Props {
  line: Line;
  place: number;
  count: number;
  speech: "asking" | "playing" | null;
  isReadOnly: boolean;
  /** It is what the preview says now. */
  isPlayed: boolean;
  onText: (text: string) => void;
  onListen: () => void;
  onAdd: () => void;
  onRemove: () => void;
  onMove: (direction: Direction) => void;
  onSplit: () => void;
  /** What stands below it. */
  children: ReactNode;
}

/** One sentence: Enter begins the next one, Backspace takes an empty one away, Alt and an arrow move it. */
export function LineField(props: Props) {
  const { line, place, count, speech, isReadOnly, isPlayed, onText, onListen, onAdd, onRemove, onMove } = props;
  const { t } = useTranslation("studio");
  const { text } = line.spoken;

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || isReadOnly) return;
    if (event.key === "Enter" && !event.shiftKey) onAdd();
    else if (event.key === "Backspace" && text === "" && count > 1) onRemove();
    else if (event.altKey && event.key === "ArrowUp") onMove(-1);
    else if (event.altKey && event.key === "ArrowDown") onMove(1);
    else return;
    event.preventDefault();
  }

  const listen = speech === null ? t("project.script.listen") : t("project.script.stop");
  return (
    <li className="editor-line" data-line={line.id} aria-current={isPlayed || undefined}>
      <Tooltip label={listen} openDelay={300}>
        <ActionIcon
          variant="light"
          size="lg"
          aria-label={t("project.script.named", { action: listen, number: place + 1 })}
          loading={speech === "asking"}
          disabled={text.trim() === ""}
          onClick={onListen}
        >
          {speech === "playing" ? <StopIcon /> : <PlayIcon />}
        </ActionIcon>
      </Tooltip>
      {isReadOnly ? (
        <p>{text}</p>
      ) : (
        <Textarea
          autosize
          minRows={1}
          spellCheck
          aria-label={t("project.script.line", { number: place + 1 })}
          placeholder={t("project.script.empty")}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
      )}
      {!isReadOnly && <LineMenu {...props} />}
      <div className="line-below">{props.children}</div>
    </li>
  );
}

function LineMenu({ line, place, count, onAdd, onRemove, onMove, onSplit }: Props) {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const hasDetails = useView((view) => view.details === line.id);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("project.script.named", { action: t("project.script.more"), number: place + 1 })}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<PlusIcon />} onClick={onAdd}>
          {t("project.script.addAfter")}
        </Menu.Item>
        <Menu.Item leftSection={<UpIcon />} disabled={place === 0} onClick={() => onMove(-1)}>
          {t("project.script.up")}
        </Menu.Item>
        <Menu.Item leftSection={<DownIcon />} disabled={place === count - 1} onClick={() => onMove(1)}>
          {t("project.script.down")}
        </Menu.Item>
        <Menu.CheckboxItem
          closeMenuOnClick
          checked={hasDetails}
          onChange={() => editor.view.setState({ details: hasDetails ? null : line.id })}
        >
          {t("editor:words.details.menu")}
        </Menu.CheckboxItem>
        <Menu.Item leftSection={<SplitIcon />} disabled={place === 0} onClick={onSplit}>
          {t("project.script.split")}
        </Menu.Item>
        <Menu.Item leftSection={<TrashIcon />} disabled={count === 1} onClick={onRemove}>
          {t("project.script.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
