import { Icon } from "../../../ui/icons";

export const BackIcon = () => (
  <Icon>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2" y="6" width="20" height="12" rx="2" />
    <path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M6 3h8l5 5v13H6zM14 3v5h5" />
  </Icon>
);
export const PlaceIcon = () => (
  <Icon>
    <path d="M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11z" />
    <circle cx="12" cy="10" r="2.5" />
  </Icon>
);

/** WhatsApp's ticks: one is sent, two are delivered, two in blue are read. */
export function TicksIcon({ count }: { count: 1 | 2 }) {
  return (
    <svg
      width="1.125rem"
      height="0.75rem"
      viewBox="0 0 18 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={count === 2 ? "M1 6.5l3.5 3.5L11 2M7 9.5l.5.5L15 2" : "M4 6.5l3.5 3.5L14 2"} />
    </svg>
  );
}
export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3 2" />
  </Icon>
);
