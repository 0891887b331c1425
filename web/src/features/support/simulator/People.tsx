import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Phone } from "../../../api/types.gen";
import { PlusIcon } from "../../../ui/icons";
import { phoneInWords } from "../phones";

interface Props {
  phones: Phone[];
  chosen: string | undefined;
  onChoose: (userId: string) => void;
  onAdd: () => void;
}

/** Whose phone one holds. */
export function People({ phones, chosen, onChoose, onAdd }: Props) {
  const { t } = useTranslation("simulator");
  return (
    <nav aria-label={t("people")} className="people">
      <ul>
        {phones.map(({ user_id, name, phone, hides_phone }) => (
          <li key={user_id}>
            <button
              type="button"
              className="people-one"
              aria-pressed={user_id === chosen}
              onClick={() => onChoose(user_id)}
            >
              <span className="avatar" aria-hidden>
                {name.slice(0, 1).toLocaleUpperCase()}
              </span>
              <span className="people-who">
                <b>{name}</b>
                <span>{hides_phone || phone === null ? t("hidden") : phoneInWords(phone)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button variant="default" leftSection={<PlusIcon />} onClick={onAdd}>
        {t("add.open")}
      </Button>
    </nav>
  );
}
