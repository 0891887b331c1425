import { Icon } from "../../ui/icons";

export const DotsIcon = () => (
  <Icon>
    <path d="M12 5h.01M12 12h.01M12 19h.01" strokeWidth="3" />
  </Icon>
);
