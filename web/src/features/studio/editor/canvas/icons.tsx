import { Icon } from "../../../../ui/icons";
import type { Alignment } from "./geometry";

/** A line, and two bars that stand against it or on it. */
const BARS: Record<Alignment, string> = {
  left: "M4 3v18M8 8h12M8 16h7",
  centre: "M12 3v18M5 8h14M8 16h8",
  right: "M20 3v18M16 8H4M16 16H9",
  top: "M3 4h18M8 8v12M16 8v7",
  middle: "M3 12h18M8 5v14M16 8v8",
  bottom: "M3 20h18M8 16V4M16 16V9",
};

export const AlignIcon = ({ how }: { how: Alignment }) => (
  <Icon>
    <path d={BARS[how]} />
  </Icon>
);
export const DistributeIcon = ({ axis }: { axis: "x" | "y" }) => (
  <Icon>
    <path d={axis === "x" ? "M4 4v16M20 4v16M12 8v8" : "M4 4h16M4 20h16M8 12h8"} />
  </Icon>
);

export const PreviousPageIcon = () => (
  <Icon>
    <path d="m15 5-7 7 7 7" />
  </Icon>
);
export const NextPageIcon = () => (
  <Icon>
    <path d="m9 5 7 7-7 7" />
  </Icon>
);
