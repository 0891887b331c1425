import { ActionIcon, Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import type { Asked } from "./Conversation";
import { Due } from "./Due";
import { HolderTag } from "./HolderTag";
import { BackIcon, MoreIcon } from "./icons";
import { isWindowOpen } from "./model";
import { span } from "./times";
import type { Acts } from "./useActs";
import { useNow } from "./useNow";

interface Props {
  conversation: ConversationDetails;
  userId: string;
  acts: Acts;
  onAsk: (asked: Asked) => void;
  onCustomer: () => void;
  onHelp: () => void;
}

interface Offered {
  readonly name: string;
  readonly isShown: boolean;
  readonly act: () => void;
  readonly isBusy?: boolean;
  readonly isMain?: boolean;
  /** It stands in the menu only. */
  readonly isRare?: boolean;
}

/** Who it is with, how it stands, and what can be done with it. */
export function Head({ conversation, userId, acts, onAsk, onCustomer, onHelp }: Props) {
  const { t } = useTranslation("inbox");
  const now = useNow();
  const { state, holder, assignee_id, customer_name, subject, is_erased } = conversation;
  const isOpen = state === "open" && !is_erased;
  const isMine = isOpen && holder === "person" && assignee_id === userId;
  const { take, giveBack, reopen, assign } = acts;
  const all: readonly Offered[] = [
    { name: "take", isShown: isOpen && holder !== "person", act: () => take.mutate(), isBusy: take.isPending },
    {
      name: "takeFrom",
      isShown: isOpen && holder === "person" && !isMine,
      act: () => assign.mutate({ assignee_id: userId }),
      isRare: true,
    },
    { name: "giveBack", isShown: isMine, act: () => giveBack.mutate(), isBusy: giveBack.isPending },
    { name: "assign", isShown: isOpen, act: () => onAsk("assign") },
    { name: "resolve", isShown: isOpen, act: () => onAsk("resolve"), isMain: isMine },
    {
      name: "reopen",
      isShown: state === "resolved" && !is_erased,
      act: () => reopen.mutate(),
      isBusy: reopen.isPending,
    },
    { name: "label", isShown: !is_erased, act: () => onAsk("label"), isRare: true },
    { name: "help", isShown: true, act: onHelp, isRare: true },
  ];
  return (
    <header className="inbox-head">
      <Link to="/support/$area" params={{ area: "inbox" }} className="inbox-back" aria-label={t("toList")}>
        <BackIcon />
      </Link>
      <h2>{customer_name ?? t("nameless")}</h2>
      <div className="inbox-head-acts">
        {all
          .filter(({ isShown, isRare }) => isShown && !isRare)
          .map(({ name, act, isBusy, isMain }) => (
            <Button key={name} size="xs" variant={isMain ? "filled" : "default"} loading={isBusy} onClick={act}>
              {t(`acts.${name}`)}
            </Button>
          ))}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("acts.more")}>
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {all
            .filter(({ isShown }) => isShown)
            .map(({ name, act, isRare }) => (
              <Menu.Item key={name} onClick={act} className={isRare ? undefined : "inbox-narrow-only"}>
                {t(`acts.${name}`)}
              </Menu.Item>
            ))}
          <Menu.Item onClick={onCustomer} className="inbox-to-customer">
            {t("customer.show")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <div className="inbox-head-tags inbox-row-tags">
        <HolderTag conversation={conversation} userId={userId} />
        {isOpen && <Window conversation={conversation} now={now} />}
        <Due conversation={conversation} now={now} />
        {isOpen && subject !== null && <Tag>{t(`subjects.${subject}`, { defaultValue: t("subjects.other") })}</Tag>}
      </div>
      <div className="inbox-head-trouble">
        <Trouble error={giveBack.error ?? take.error ?? reopen.error ?? assign.error} />
      </div>
    </header>
  );
}

/** Until when anything may be written to the customer. */
function Window({ conversation, now }: { conversation: ConversationDetails; now: number }) {
  const { t } = useTranslation("inbox");
  if (!isWindowOpen(conversation, now)) return <Tag tone="warning">{t("window.closed")}</Tag>;
  const left = Date.parse(conversation.window_until ?? "") - now;
  const isShort = left < 3 * 3_600_000;
  return <Tag tone={isShort ? "warning" : "plain"}>{t("window.open", { time: span(left) })}</Tag>;
}
