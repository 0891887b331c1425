import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { explain } from "../../../lib/http";
import { fileSize } from "../../../lib/time";
import { draftName, drafts, setDraft } from "./drafts";
import { ClockIcon, FileIcon } from "./icons";
import { discard, type Outgoing, sendAgain } from "./outbox";
import { timeOfDay } from "./times";
import { Words } from "./Words";

/** What was written here and has not arrived at the server yet, or could not. */
export function PendingBubble({ outgoing, userId }: { outgoing: Outgoing; userId: string }) {
  const { t } = useTranslation("inbox");
  const queries = useQueryClient();
  const { key, kind, text, at, state, error, conversationId, file } = outgoing;
  /** What could not be sent can be changed where nothing else is being written. */
  function takeBack() {
    discard(key);
    const name = draftName(userId, conversationId);
    if (kind !== "template" && !drafts.getState()[name]?.text) setDraft(name, { text, isNote: kind === "note" });
  }
  return (
    <li className={`inbox-message is-${kind === "note" ? "note" : "member"}`}>
      <article
        className={`inbox-bubble is-${state}`}
        aria-label={t("messageOf", { name: t("authors.me"), time: timeOfDay(at) })}
      >
        {file !== undefined && (
          <div className="inbox-part">
            <FileIcon />
            <span>
              {file.name}
              <small>{fileSize(file.size)}</small>
            </span>
          </div>
        )}
        <Words text={text} />
        <div className="inbox-foot">
          {state === "sending" ? (
            <span className="inbox-ticks" title={t("states.sending")}>
              <ClockIcon />
              <span className="inbox-hidden">{t("states.sending")}</span>
            </span>
          ) : (
            <span className="inbox-state is-failed">{t("notSent")}</span>
          )}
        </div>
        {state === "failed" && (
          <div role="alert">
            <p className="inbox-error">{explain(error)}</p>
            <Group gap="xs" mt={4}>
              <Button size="compact-xs" variant="default" onClick={() => sendAgain(queries, outgoing)}>
                {t("tryAgain")}
              </Button>
              <Button size="compact-xs" variant="subtle" color="gray" onClick={takeBack}>
                {t("discard")}
              </Button>
            </Group>
          </div>
        )}
      </article>
    </li>
  );
}
