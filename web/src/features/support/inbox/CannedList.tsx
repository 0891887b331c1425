import { useTranslation } from "react-i18next";
import type { CannedReplyDetails } from "../../../api/types.gen";

interface Props {
  id: string;
  found: readonly CannedReplyDetails[];
  chosen: number;
  onChoose: (reply: CannedReplyDetails) => void;
}

export function optionId(listId: string, at: number): string {
  return `${listId}-${at}`;
}

/** Replies that match what was typed; the field above keeps the focus, and its arrow keys walk through them. */
export function CannedList({ id, found, chosen, onChoose }: Props) {
  const { t } = useTranslation("inbox");
  return (
    <>
      <div id={id} role="listbox" aria-label={t("canned.title")} className="inbox-canned" tabIndex={-1}>
        {found.map((reply, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={reply.id}
            id={optionId(id, at)}
            role="option"
            aria-selected={at === chosen}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(reply)}
          >
            <strong>/{reply.shortcut}</strong>
            <span>{reply.text}</span>
          </div>
        ))}
      </div>
      <span role="status" className="inbox-hidden">
        {found.length === 0 ? t("canned.none") : t("canned.found", { count: found.length })}
      </span>
    </>
  );
}
