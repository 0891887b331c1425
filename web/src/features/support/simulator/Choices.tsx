import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeenMessage } from "../../../api/types.gen";
import { Dialog } from "../../../ui/Dialog";
import { ListIcon } from "./icons";
import type { Written } from "./useWriting";

interface Props {
  message: SeenMessage;
  write: (written: Written) => void;
}

/** What a message offers to press: buttons, a list that opens from one, or to share one's phone. */
export function Choices({ message, write }: Props) {
  const { t } = useTranslation("simulator");
  const [isOpen, setOpen] = useState(false);
  const { choices, menu, asks_phone, wamid } = message;
  const choose = (choice_id: string) => {
    setOpen(false);
    write({ kind: "choice", choice_id, of: wamid });
  };
  if (asks_phone) {
    return (
      <div className="choices">
        <button className="choice" type="button" onClick={() => write({ kind: "phone" })}>
          {t("sharePhone")}
        </button>
      </div>
    );
  }
  if (choices.length === 0) return null;
  if (menu === null) {
    return (
      <div className="choices">
        {choices.map(({ id, title }) => (
          <button key={id} className="choice" type="button" onClick={() => choose(id)}>
            {title}
          </button>
        ))}
      </div>
    );
  }
  return (
    <div className="choices">
      <button className="choice" type="button" onClick={() => setOpen(true)}>
        <ListIcon /> {menu}
      </button>
      {isOpen && (
        <Dialog title={menu} onClose={() => setOpen(false)}>
          <ul className="menu-rows">
            {choices.map(({ id, title, description }) => (
              <li key={id}>
                <button className="menu-row" type="button" onClick={() => choose(id)}>
                  <b>{title}</b>
                  {description !== null && <span className="menu-hint">{description}</span>}
                </button>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  );
}
