import { Center, Loader } from "@mantine/core";
import { lazy, Suspense, useEffect } from "react";
import type { Renders } from "../render/useRenders";
import { useEditor, useView } from "../store";

const AskDialog = lazy(() => import("../ask/AskDialog"));
const HelpDialog = lazy(() => import("../actions/HelpDialog"));
const Palette = lazy(() => import("../actions/Palette"));
const NewSceneDialog = lazy(() => import("../scenes/NewSceneDialog"));
const RespellDialog = lazy(() => import("../script/RespellDialog"));
const RestDialog = lazy(() => import("../script/RestDialog"));
const RenderPanel = lazy(() => import("../render/RenderPanel"));

/** The one that is open; each is loaded when it is asked for. */
export function Dialogs({ renders }: { renders: Renders }) {
  const editor = useEditor();
  const dialog = useView((view) => view.dialog);
  const isOpen = dialog !== null;
  // A dialog that is taken away as a whole gives the focus back to nothing.
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) setTimeout(() => before.isConnected && before.focus({ preventScroll: true }));
    };
  }, [isOpen]);
  const close = () => editor.view.setState({ dialog: null });
  if (dialog === null) return null;
  return (
    <Suspense
      fallback={
        <Center pos="fixed" inset={0}>
          <Loader />
        </Center>
      }
    >
      {dialog === "ask" && <AskDialog onClose={close} />}
      {dialog === "help" && <HelpDialog onClose={close} />}
      {dialog === "palette" && <Palette onClose={close} />}
      {dialog === "newScene" && <NewSceneDialog onClose={close} />}
      {dialog === "respell" && <RespellDialog onClose={close} />}
      {dialog === "rest" && <RestDialog onClose={close} />}
      {dialog === "render" && <RenderPanel renders={renders} onClose={close} />}
    </Suspense>
  );
}
