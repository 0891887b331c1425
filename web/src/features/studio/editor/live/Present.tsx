import { Avatar, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../../../lib/session";
import { useEditor } from "../store";
import { useLive } from "./useLive";

const SHOWN = 4;

/** Who else has this course open. */
export function Present() {
  const { t } = useTranslation("editor");
  const { data: account } = useQuery(accountQuery);
  const people = useLive(useEditor());
  const others = people.filter((person) => person.user_id !== account?.id);
  if (others.length === 0) return null;
  return (
    <ul className="editor-present" aria-label={t("live.here")}>
      {others.slice(0, SHOWN).map(({ user_id, name }) => (
        <li key={user_id}>
          <Tooltip label={t("live.person", { name })}>
            <Avatar name={name} color="initials" size="sm" alt={name} role="img" aria-label={name} />
          </Tooltip>
        </li>
      ))}
      {others.length > SHOWN && <li>+{others.length - SHOWN}</li>}
    </ul>
  );
}
