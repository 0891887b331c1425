/**
 * What stands beside the picture. Whoever builds another panel puts it in here: `panels.<id>` in `editor.json` is what its
 * tab says, and it is loaded when somebody opens it. Panels read the editor by `useEditor` and `useEditorState`.
 */
import { type ComponentType, lazy } from "react";
import { DocumentIcon } from "../../../ui/mediaIcons";
import {
  ClockIcon,
  CommentIcon,
  ListIcon,
  PaletteIcon,
  PictureIcon,
  ScenesIcon,
  SlidersIcon,
  TemplateIcon,
} from "./icons";
import { SlidePanel } from "./inspector/SlidePanel";
import { SceneList } from "./scenes/SceneList";

export interface Panel {
  readonly id: string;
  readonly side: "left" | "right";
  readonly Icon: ComponentType;
  readonly Body: ComponentType;
  /** It changes nothing, or looks after that itself; others are switched off for those who may only look. */
  readonly isForReaders?: true;
}

export const PANELS: readonly Panel[] = [
  { id: "scenes", side: "left", Icon: ScenesIcon, Body: SceneList, isForReaders: true },
  { id: "outline", side: "left", Icon: ListIcon, Body: lazy(() => import("./outline/Outline")), isForReaders: true },
  {
    id: "document",
    side: "left",
    Icon: DocumentIcon,
    Body: lazy(() => import("./review/ReviewPanel")),
    isForReaders: true,
  },
  { id: "media", side: "left", Icon: PictureIcon, Body: lazy(() => import("./media/MediaPanel")) },
  { id: "templates", side: "left", Icon: TemplateIcon, Body: lazy(() => import("./templates/TemplatesPanel")) },
  {
    id: "comments",
    side: "left",
    Icon: CommentIcon,
    Body: lazy(() => import("./comments/CommentsPanel")),
    isForReaders: true,
  },
  {
    id: "history",
    side: "left",
    Icon: ClockIcon,
    Body: lazy(() => import("./revisions/HistoryPanel")),
    isForReaders: true,
  },
  { id: "scene", side: "right", Icon: SlidersIcon, Body: SlidePanel },
  { id: "course", side: "right", Icon: PaletteIcon, Body: lazy(() => import("./course/CoursePanel")) },
];
