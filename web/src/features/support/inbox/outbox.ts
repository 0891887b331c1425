/**
 * What was written here and is on its way to the server: shown at once, sent in its order, and told honestly when it did
 * not arrive. Each has a key of its own, so that it is done once however often it is sent.
 */
import type { QueryClient } from "@tanstack/react-query";
import { createStore } from "zustand";
import { sendFile, sendMessage, sendTemplateMessage, writeNote } from "../../../api/sdk.gen";
import type { MessageDetails, NewTemplateMessage } from "../../../api/types.gen";
import type { Listed } from "./model";
import { merged } from "./thread";

export interface Outgoing {
  readonly key: string;
  readonly conversationId: string;
  readonly kind: "text" | "note" | "template" | "file";
  /** As the customer will read it. */
  readonly text: string;
  readonly template?: NewTemplateMessage;
  readonly file?: File;
  readonly at: string;
  readonly state: "sending" | "failed";
  readonly error?: unknown;
}

export const outbox = createStore<{ all: readonly Outgoing[] }>(() => ({ all: [] }));

/** What is sent of a conversation goes one after the other. */
const tails = new Map<string, Promise<void>>();

export function messagesKey(conversationId: string) {
  return ["inbox", "messages", conversationId] as const;
}

export function send(
  queries: QueryClient,
  wanted: Pick<Outgoing, "conversationId" | "kind" | "text" | "template" | "file">,
) {
  const outgoing: Outgoing = {
    ...wanted,
    key: crypto.randomUUID(),
    at: new Date().toISOString(),
    state: "sending",
  };
  outbox.setState(({ all }) => ({ all: [...all, outgoing] }));
  queue(queries, outgoing);
}

/** Once more, with the same key: where it had arrived after all, nothing is done twice. */
export function sendAgain(queries: QueryClient, outgoing: Outgoing): void {
  change(outgoing.key, { state: "sending", error: undefined });
  queue(queries, outgoing);
}

export function discard(key: string): void {
  outbox.setState(({ all }) => ({ all: all.filter((one) => one.key !== key) }));
}

/** When nothing of this conversation is on its way. */
export function settled(conversationId: string): Promise<void> {
  return tails.get(conversationId) ?? Promise.resolve();
}

function queue(queries: QueryClient, outgoing: Outgoing): void {
  const { conversationId } = outgoing;
  const tail = settled(conversationId).then(() => deliver(queries, outgoing));
  tails.set(conversationId, tail);
  void tail.then(() => {
    if (tails.get(conversationId) === tail) tails.delete(conversationId);
  });
}

async function deliver(queries: QueryClient, outgoing: Outgoing): Promise<void> {
  try {
    const message = await post(outgoing);
    queries.setQueryData<Listed<MessageDetails>>(
      messagesKey(outgoing.conversationId),
      (known) => known && merged(known, message),
    );
    discard(outgoing.key);
  } catch (error) {
    change(outgoing.key, { state: "failed", error });
  }
}

async function post({ key, conversationId, kind, text, template, file }: Outgoing): Promise<MessageDetails> {
  const target = {
    path: { conversation_id: conversationId },
    headers: { "Idempotency-Key": key },
    throwOnError: true as const,
  };
  if (template !== undefined) return (await sendTemplateMessage({ ...target, body: template })).data;
  if (file !== undefined) return (await sendFile({ ...target, body: { file, caption: text } })).data;
  const body = { text };
  return (await (kind === "note" ? writeNote({ ...target, body }) : sendMessage({ ...target, body }))).data;
}

function change(key: string, changes: Partial<Outgoing>): void {
  outbox.setState(({ all }) => ({ all: all.map((one) => (one.key === key ? { ...one, ...changes } : one)) }));
}
