import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Phone, SeenMessage } from "../../../api/types.gen";
import { Trouble } from "../../../ui/Trouble";
import { phoneInWords } from "../phones";
import { Bubble } from "./Bubble";
import { Composer } from "./Composer";
import { chatQuery } from "./queries";
import { Suggestions } from "./Suggestions";
import { useWriting } from "./useWriting";

/** One customer's WhatsApp, open at the chat with the provider. */
export function PhoneView({ phone }: { phone: Phone }) {
  const { t } = useTranslation("simulator");
  const { data: chat, error } = useQuery(chatQuery(phone.user_id));
  const writing = useWriting(phone.user_id);
  const [answered, setAnswered] = useState<SeenMessage | null>(null);
  const messages = chat?.messages ?? [];
  const reactions = reactionsIn(messages);
  const shown = messages.filter(({ kind }) => kind !== "reaction");
  const log = useRef<HTMLDivElement>(null);
  const count = shown.length + (chat?.is_typing ? 1 : 0);
  useLayoutEffect(() => {
    const box = log.current;
    if (box !== null && count > 0) box.scrollTop = box.scrollHeight;
  }, [count]);
  return (
    <section className="phone" aria-label={t("phoneOf", { name: phone.name })}>
      <header className="phone-head">
        <span className="avatar" aria-hidden>
          {phone.name.slice(0, 1).toLocaleUpperCase()}
        </span>
        <div className="phone-who">
          <b>{phone.name}</b>
          <span className="phone-facts">
            {phone.phone !== null && phoneInWords(phone.phone)}
            {phone.document !== null && ` · ${t("document", { document: phone.document })}`}
          </span>
        </div>
      </header>
      <div className="phone-log" role="log" aria-label={t("log")} ref={log}>
        {shown.length === 0 && <p className="phone-empty">{t("nothingYet")}</p>}
        {shown.map((message) => (
          <Bubble
            key={message.wamid}
            message={message}
            reaction={reactions.get(message.wamid)}
            quoted={shown.find(({ wamid }) => wamid === message.reply_to)}
            write={writing.mutate}
            onReply={setAnswered}
          />
        ))}
        {chat?.is_typing && (
          <p className="bubble is-typing" role="status">
            {t("typing")}
          </p>
        )}
      </div>
      <Trouble error={writing.error ?? error} />
      {shown.length === 0 && <Suggestions onSay={(text) => writing.mutate({ kind: "text", text })} />}
      <Composer
        write={writing.mutate}
        isBusy={writing.isPending}
        answered={answered}
        onAnswered={() => setAnswered(null)}
      />
    </section>
  );
}

/** What each message was last reacted to with. */
function reactionsIn(messages: SeenMessage[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { reacts_to, text } of messages) if (reacts_to !== null) found.set(reacts_to, text);
  return found;
}
