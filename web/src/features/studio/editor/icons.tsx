import { Icon } from "../../../ui/icons";

export const UndoIcon = () => (
  <Icon>
    <path d="M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9" />
  </Icon>
);
export const RedoIcon = () => (
  <Icon>
    <path d="m16 5 4 4-4 4M20 9H10a5 5 0 0 0 0 10h5" />
  </Icon>
);
export const SplitIcon = () => (
  <Icon>
    <path d="M4 12h16M8 4h8M8 20h8" />
  </Icon>
);
export const MergeIcon = () => (
  <Icon>
    <path d="M12 3v7M9 7l3 3 3-3M12 21v-7M9 17l3-3 3 3M4 12h3M17 12h3" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />
  </Icon>
);
export const ScenesIcon = () => (
  <Icon>
    <rect x="3" y="4" width="18" height="6" rx="1.5" />
    <rect x="3" y="14" width="18" height="6" rx="1.5" />
  </Icon>
);
export const ListIcon = () => (
  <Icon>
    <path d="M4 6h16M4 12h16M4 18h10" />
  </Icon>
);
export const SlidersIcon = () => (
  <Icon>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </Icon>
);
export const TimelineIcon = () => (
  <Icon>
    <path d="M3 7h10M7 12h12M3 17h7M15 4v16" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01" />
  </Icon>
);
export const StartIcon = () => (
  <Icon>
    <path d="M6 5v14M19 5v14l-9-7z" />
  </Icon>
);
export const EndIcon = () => (
  <Icon>
    <path d="M18 5v14M5 5v14l9-7z" />
  </Icon>
);
export const LoopIcon = () => (
  <Icon>
    <path d="M17 3l3 3-3 3M4 11V9a3 3 0 0 1 3-3h13M7 21l-3-3 3-3M20 13v2a3 3 0 0 1-3 3H4" />
  </Icon>
);
export const MutedIcon = () => (
  <Icon>
    <path d="M4 9v6h4l5 4V5L8 9zM17 9.5l4 5M21 9.5l-4 5" />
  </Icon>
);
export const CaptionsIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="14" rx="2" />
    <path d="M7 14h4M14 14h3M7 10.5h2M12 10.5h5" />
  </Icon>
);
export const FullscreenIcon = () => (
  <Icon>
    <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
  </Icon>
);
export const MagnetIcon = () => (
  <Icon>
    <path d="M6 4v8a6 6 0 0 0 12 0V4h-4v8a2 2 0 0 1-4 0V4zM6 8h4M14 8h4" />
  </Icon>
);
export const ZoomInIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="7" />
    <path d="m20 20-4-4M8 11h6M11 8v6" />
  </Icon>
);
export const ZoomOutIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="7" />
    <path d="m20 20-4-4M8 11h6" />
  </Icon>
);
export const FitIcon = () => (
  <Icon>
    <path d="M3 5v14M21 5v14M7 12h10M9 9l-3 3 3 3M15 9l3 3-3 3" />
  </Icon>
);
export const ScissorsIcon = () => (
  <Icon>
    <circle cx="6" cy="7" r="2.5" />
    <circle cx="6" cy="17" r="2.5" />
    <path d="M8 8.5 20 17M8 15.5 20 7" />
  </Icon>
);

export const CommentIcon = () => (
  <Icon>
    <path d="M4 5h16v11H9l-5 4z" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3 2" />
  </Icon>
);
export const PaletteIcon = () => (
  <Icon>
    <path d="M12 3a9 9 0 1 0 0 18c1.5 0 2-1 1.5-2-.8-1.5 0-3 1.5-3H18a3 3 0 0 0 3-3c0-6-4-10-9-10z" />
    <path d="M7.5 12h.01M10 7.5h.01M15 8h.01" strokeWidth="3" />
  </Icon>
);
export const WarningIcon = () => (
  <Icon>
    <path d="M12 4 3 19h18zM12 10v4M12 16.5v.01" />
  </Icon>
);
export const SaidIcon = () => (
  <Icon>
    <path d="M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6" />
  </Icon>
);
export const RestIcon = () => (
  <Icon>
    <path d="M9 6v12M15 6v12" />
  </Icon>
);
export const PictureIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="14" rx="2" />
    <circle cx="9" cy="10" r="1.5" />
    <path d="m4 18 6-5 4 3 3-2 4 4" />
  </Icon>
);
export const TemplateIcon = () => (
  <Icon>
    <rect x="3" y="4" width="18" height="16" rx="2" />
    <path d="M3 9h18M9 9v11" />
  </Icon>
);
