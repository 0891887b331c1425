import { ActionIcon, Drawer, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails, ConversationSummary } from "../../../api/types.gen";
import { keep, readKept } from "../../../lib/kept";
import { accountQuery } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { useTitle } from "../../../ui/useTitle";
import { type Asked, Conversation } from "./Conversation";
import { CustomerPane } from "./CustomerPane";
import { draftName, drafts, NO_DRAFT, setDraft } from "./drafts";
import { KeyboardIcon } from "./icons";
import { ListPane } from "./ListPane";
import { BOXES, type Box, type Filter, type Listed, neighbour } from "./model";
import { Offline } from "./Offline";
import { conversationsQuery } from "./queries";
import type { Acts } from "./useActs";
import { useInboxLive } from "./useInboxLive";
import { useInboxShortcuts } from "./useInboxShortcuts";
import "./inbox.css";

const HelpDialog = lazy(() => import("./HelpDialog"));
const KEPT = "tecnocursos.inbox";

/** What customers write, and what people answer: boxes and conversations, the one that is open, and its customer. */
export default function InboxPage() {
  const { t } = useTranslation("inbox");
  const { data: account } = useQuery(accountQuery);
  useTitle(t("title"));
  return (
    <>
      <VisuallyHidden component="h1">{t("title")}</VisuallyHidden>
      {account && <Inbox userId={account.id} />}
    </>
  );
}

function Inbox({ userId }: { userId: string }) {
  const { t } = useTranslation("inbox");
  const { conversation: id } = useSearch({ from: "/inside/support/$area" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [filter, setFilter] = useState<Filter>(() => ({
    box: keptBox(),
    search: "",
    teamId: null,
    labelId: null,
    channelId: null,
  }));
  const [asked, setAsked] = useState<Asked>(null);
  const [isHelping, setHelping] = useState(false);
  const [isCustomerShown, setCustomerShown] = useState(false);
  const isWide = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const search = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const open = useRef<{ conversation: ConversationDetails; acts: Acts } | null>(null);
  const onReady = useCallback((now: typeof open.current) => {
    open.current = now;
  }, []);
  const onFilter = useCallback((wanted: Filter) => {
    keep(KEPT, { box: wanted.box });
    setFilter(wanted);
  }, []);
  useInboxLive(userId);

  function go(step: 1 | -1) {
    const list = queries.getQueryData<Listed<ConversationSummary>>(conversationsQuery(filter).queryKey);
    const next = neighbour(list?.pages.flatMap(({ items }) => items.map((one) => one.id)) ?? [], id, step);
    if (next === undefined || next === id) return;
    void navigate({ to: "/support/$area", params: { area: "inbox" }, search: { conversation: next } });
    document.querySelector(`[data-conversation="${next}"]`)?.scrollIntoView({ block: "nearest" });
  }
  function write(isNote: boolean) {
    if (id === undefined) return;
    const name = draftName(userId, id);
    setDraft(name, { ...(drafts.getState()[name] ?? NO_DRAFT), isNote });
    // Where there was none before, the field is there once this is shown: before the next key.
    queueMicrotask(() => field.current?.focus());
  }
  function ask(wanted: Asked) {
    const { state, is_erased } = open.current?.conversation ?? { state: "resolved", is_erased: true };
    if (!is_erased && (state === "open" || wanted === "label")) setAsked(wanted);
  }
  useInboxShortcuts({
    next: () => go(1),
    previous: () => go(-1),
    search: () => search.current?.focus(),
    reply: () => write(false),
    note: () => write(true),
    take: () => open.current?.acts.take.mutate(),
    giveBack: () => open.current?.acts.giveBack.mutate(),
    assign: () => ask("assign"),
    label: () => ask("label"),
    resolve: () => ask("resolve"),
    help: () => setHelping(true),
  });

  return (
    <div className={`inbox ${id === undefined ? "is-list" : "is-conversation"}`}>
      <Offline />
      <ListPane filter={filter} onFilter={onFilter} userId={userId} search={search} />
      {id === undefined ? (
        <div className="inbox-conversation is-nothing">
          <EmptyState title={t("choose.title")} text={t("choose.text")}>
            <ActionIcon variant="default" size="lg" aria-label={t("help.title")} onClick={() => setHelping(true)}>
              <KeyboardIcon />
            </ActionIcon>
          </EmptyState>
        </div>
      ) : (
        <Conversation
          key={id}
          id={id}
          userId={userId}
          field={field}
          asked={asked}
          onAsk={setAsked}
          onCustomer={() => setCustomerShown(true)}
          onHelp={() => setHelping(true)}
          onReady={onReady}
        />
      )}
      {id !== undefined && isWide && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <aside className="inbox-customer" aria-label={t("customer.title")} tabIndex={0}>
          <CustomerPane id={id} />
        </aside>
      )}
      {id !== undefined && !isWide && (
        <Drawer
          opened={isCustomerShown}
          onClose={() => setCustomerShown(false)}
          position="right"
          title={t("customer.title")}
          closeButtonProps={{ "aria-label": t("customer.close") }}
        >
          <CustomerPane id={id} />
        </Drawer>
      )}
      {isHelping && (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}

function keptBox(): Box {
  const { box } = readKept<{ box: string }>(KEPT, { box: "open" });
  return BOXES.find((name) => name === box) ?? "open";
}
