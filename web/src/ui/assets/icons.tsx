import { Icon } from "../icons";

interface Props {
  isFull?: boolean;
}

export const StarIcon = ({ isFull = false }: Props) => (
  <Icon>
    <path
      d="m12 3 2.7 5.9 6.3.7-4.7 4.3 1.3 6.3L12 17l-5.6 3.2 1.3-6.3L3 9.6l6.3-.7z"
      fill={isFull ? "currentColor" : "none"}
    />
  </Icon>
);
export const HeartIcon = ({ isFull = false }: Props) => (
  <Icon>
    <path
      d="M12 20S3.5 15 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 6-8.5 11-8.5 11z"
      fill={isFull ? "currentColor" : "none"}
    />
  </Icon>
);
