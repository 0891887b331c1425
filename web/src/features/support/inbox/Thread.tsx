import { Button, Center } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { ConversationDetails } from "../../../api/types.gen";
import { Loading } from "../../../ui/Loading";
import { Trouble } from "../../../ui/Trouble";
import { Bubble } from "./Bubble";
import { EventLine } from "./EventLine";
import { News } from "./News";
import { outbox } from "./outbox";
import { PendingBubble } from "./PendingBubble";
import { messagesQuery } from "./queries";
import { daysOf } from "./thread";
import { dayName } from "./times";
import { useNow } from "./useNow";
import "./messages.css";

const NEAR_END_PX = 120;

/** What was said, from the oldest that is loaded to what is on its way. It stays at its end unless one has gone up. */
export function Thread({ conversation, userId }: { conversation: ConversationDetails; userId: string }) {
  const { t } = useTranslation("inbox");
  const query = useInfiniteQuery(messagesQuery(conversation.id));
  const all = useStore(outbox, (state) => state.all);
  const pending = useMemo(() => all.filter((one) => one.conversationId === conversation.id), [all, conversation.id]);
  const days = useMemo(() => daysOf(query.data ?? []), [query.data]);
  const now = useNow(60_000);
  const { room, keepPlace } = useEnd(conversation.id, query.data, pending.length);

  if (conversation.is_erased) return <div className="inbox-thread is-empty">{t("erasedText")}</div>;
  if (query.data === undefined) return query.isError ? <Trouble error={query.error} /> : <Loading />;
  const name = conversation.customer_name ?? t("nameless");
  return (
    <>
      <News messages={query.data} name={name} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="inbox-thread" aria-label={t("thread")} ref={room} tabIndex={0}>
        {query.hasNextPage && (
          <Center>
            <Button
              variant="subtle"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => {
                keepPlace();
                void query.fetchNextPage();
              }}
            >
              {t("earlierMessages")}
            </Button>
          </Center>
        )}
        <Trouble error={query.error} />
        {days.map(({ date, shown }) => (
          <Fragment key={date}>
            <h3 className="inbox-day">{dayName(date, now)}</h3>
            <ol className="inbox-messages">
              {shown.map((one) =>
                one.message.kind === "event" ? (
                  <EventLine key={one.message.id} event={one.message} userId={userId} />
                ) : (
                  <Bubble key={one.message.id} shown={one} conversation={conversation} userId={userId} />
                ),
              )}
            </ol>
          </Fragment>
        ))}
        {pending.length > 0 && (
          <ol className="inbox-messages">
            {pending.map((one) => (
              <PendingBubble key={one.key} outgoing={one} userId={userId} />
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

/** Keeps the end in sight, or what one reads in its place while older messages come above it. */
function useEnd(conversationId: string, messages: unknown, pending: number) {
  const room = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const heightBefore = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation begins at its end
  useLayoutEffect(() => {
    isAtEnd.current = true;
  }, [conversationId]);
  // What one writes oneself is seen, wherever one was reading.
  useLayoutEffect(() => {
    if (pending > 0) isAtEnd.current = true;
  }, [pending]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is added
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    if (heightBefore.current !== null && element.scrollHeight !== heightBefore.current) {
      element.scrollTop += element.scrollHeight - heightBefore.current;
      heightBefore.current = null;
    } else if (isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [messages, pending]);
  const isThere = room.current !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is there once something has been read
  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const onScroll = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    // Pictures that load make it longer.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    for (const child of element.children) observer.observe(child);
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [isThere, messages, pending]);
  return {
    room,
    keepPlace: () => {
      heightBefore.current = room.current?.scrollHeight ?? null;
    },
  };
}
