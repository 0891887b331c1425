import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageDetails } from "../../../api/types.gen";

/** Says aloud what a customer writes while one has the conversation open; nothing of what was there before. */
export function News({ messages, name }: { messages: readonly MessageDetails[]; name: string }) {
  const { t } = useTranslation("inbox");
  const newest = messages.reduce<MessageDetails | undefined>(
    (last, one) => (one.author === "customer" && (last === undefined || one.id > last.id) ? one : last),
    undefined,
  );
  const known = useRef(newest?.id);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (newest === undefined || newest.id === known.current) return;
    known.current = newest.id;
    setSaid(t("news", { name, text: newest.text || t(`kinds.${newest.kind}`, { defaultValue: newest.kind }) }));
  }, [newest, name, t]);
  return (
    <div role="status" className="inbox-hidden">
      {said}
    </div>
  );
}
