import { ActionIcon, Button, Group, Menu, Slider, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { PlayIcon } from "../../../../ui/icons";
import { PauseIcon, SoundIcon } from "../../../../ui/mediaIcons";
import { ActionButton } from "../actions/ActionButton";
import { useAction } from "../actions/useActions";
import { CaptionsIcon, EndIcon, FullscreenIcon, LoopIcon, MutedIcon, StartIcon } from "../icons";
import { layoutOf, useEditor, useEditorState, useView } from "../store";
import { SPEEDS } from "./player";
import { tenths } from "./tenths";

/** What plays the course before it is rendered. */
export function Transport() {
  const { t } = useTranslation("editor");
  return (
    <Group className="editor-transport" role="toolbar" aria-label={t("transport.title")} gap={2}>
      <span className="editor-extra">
        <ActionButton id="previousCut">
          <StartIcon />
        </ActionButton>
      </span>
      <PlayButton />
      <span className="editor-extra">
        <ActionButton id="nextCut">
          <EndIcon />
        </ActionButton>
      </span>
      <Clock />
      <SpeedMenu />
      <span className="editor-extra">
        <ActionButton id="loop">
          <LoopIcon />
        </ActionButton>
      </span>
      <Volume />
      <ActionButton id="captions">
        <CaptionsIcon />
      </ActionButton>
      <ActionButton id="fullscreen">
        <FullscreenIcon />
      </ActionButton>
    </Group>
  );
}

function PlayButton() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const { keys, run } = useAction("play");
  const isPlaying = useStore(editor.player.store, (state) => state.isPlaying);
  const label = isPlaying ? t("transport.pause") : t("transport.play");
  return (
    <Tooltip label={keys === "" ? label : `${label} (${keys})`} openDelay={300}>
      <ActionIcon size="xl" radius="xl" aria-label={label} onClick={run}>
        {isPlaying ? <PauseIcon /> : <PlayIcon />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Read aloud by nobody while it runs: screen readers ask for it. */
function Clock() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const total = useEditorState((state) => layoutOf(state).totalMs);
  const now = useStore(editor.player.store, (state) => tenths(state.positionMs));
  return (
    <span className="editor-clock" role="timer" aria-live="off" aria-label={t("transport.clock")}>
      {now} / {tenths(total)}
    </span>
  );
}

function SpeedMenu() {
  const { t, i18n } = useTranslation("editor");
  const editor = useEditor();
  const speed = useStore(editor.player.store, (state) => state.speed);
  const shown = (number: number) => `${number.toLocaleString(i18n.language)}×`;
  return (
    <Menu position="top" width={120} returnFocus>
      <Menu.Target>
        <Button variant="subtle" color="gray" px={8} aria-label={t("transport.speed", { speed: shown(speed) })}>
          {shown(speed)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPEEDS.map((choice) => (
          <Menu.RadioItem
            key={choice}
            value={String(choice)}
            checked={choice === speed}
            closeMenuOnClick
            onChange={() => editor.player.setSpeed(choice)}
          >
            {shown(choice)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Volume() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const isMuted = useView((view) => view.isMuted);
  const volume = useView((view) => view.volume);
  return (
    <>
      <ActionButton id="mute">{isMuted ? <MutedIcon /> : <SoundIcon />}</ActionButton>
      <Slider
        className="editor-volume"
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={(value) => `${Math.round(value * 100)}%`}
        thumbLabel={t("transport.volume")}
        value={isMuted ? 0 : volume}
        onChange={(value) => editor.view.setState({ volume: value, isMuted: value === 0 })}
      />
    </>
  );
}
