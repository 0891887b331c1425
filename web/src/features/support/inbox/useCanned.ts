import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import type { CannedReplyDetails, ConversationDetails } from "../../../api/types.gen";
import { accountQuery } from "../../../lib/session";
import { askedFor, filledIn, matching, withReply } from "./canned";
import { cannedQuery, peopleQuery } from "./desk";

/** Texts that are found while one writes: `/` begins to look for one, the arrows walk, Enter takes it. */
export function useCanned(
  conversation: ConversationDetails,
  text: string,
  onText: (changed: { text: string; caret: number }) => void,
) {
  const listId = useId();
  const { data: account } = useQuery(accountQuery);
  const { data: all = [] } = useQuery(cannedQuery);
  const { data: people = [] } = useQuery(peopleQuery);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** What was typed when somebody did not want any of them. */
  const [refused, setRefused] = useState<string | null>(null);
  const asked = askedFor(text, Math.min(caret, text.length));
  const teams = people.find(({ user_id }) => user_id === account?.id)?.team_ids ?? [];
  const found = asked === null || refused === text ? [] : matching(all, asked, teams);
  const at = Math.min(chosen, found.length - 1);

  function take({ text: reply }: CannedReplyDetails) {
    const { name, protocols } = conversation.customer;
    const places = {
      nome: name?.split(/\s+/)[0] ?? null,
      atendente: account?.name ?? null,
      protocolo: protocols.find((one) => one.conversation_id === conversation.id)?.number ?? null,
    };
    setChosen(0);
    onText(withReply(text, caret, filledIn(reply, places)));
  }

  /** Whether the key was for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    const reply = found[at];
    if (reply === undefined) return false;
    if (event.key === "ArrowDown") setChosen((at + 1) % found.length);
    else if (event.key === "ArrowUp") setChosen((at + found.length - 1) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") take(reply);
    else if (event.key === "Escape") setRefused(text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { listId, found, at, take, onKeyDown, onCaret: setCaret };
}
