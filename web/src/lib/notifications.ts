/** A person's notifications: what there is, and what each is about. */
import { queryOptions } from "@tanstack/react-query";
import { countUnread, getProject, listMembers, listNotifications, listRenders } from "../api/sdk.gen";
import type { NotificationDetails, RenderDetails } from "../api/types.gen";
import i18n from "./i18n";
import { pagesQuery } from "./pages";

export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: async ({ signal }) => (await countUnread({ signal, throwOnError: true })).data.unread,
});

export const notificationsQuery = (onlyUnread: boolean) =>
  pagesQuery<NotificationDetails>(["notifications", "list", onlyUnread], (cursor, signal) =>
    listNotifications({
      query: { cursor, limit: 20, ...(onlyUnread ? { is_unread: true } : {}) },
      signal,
      throwOnError: true,
    }),
  );

/** Renders that wait or run, of the whole organisation. */
export const rendersUnderWayQuery = queryOptions<RenderDetails[]>({
  queryKey: ["renders", "under-way"],
  queryFn: async ({ signal }) => {
    const of = (state: "queued" | "running") =>
      listRenders({ query: { state, limit: 20 }, signal, throwOnError: true }).then(({ data }) => data.items);
    return (await Promise.all([of("running"), of("queued")])).flat();
  },
  refetchInterval: ({ state }) => (state.data?.length ? 15_000 : false),
});

/** What a course is called; null where it is gone. */
export const courseTitleQuery = (id: string) =>
  queryOptions({
    queryKey: ["course-title", id],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      getProject({ path: { project_id: id }, signal, throwOnError: true }).then(
        ({ data }) => data.title,
        () => null,
      ),
  });

/** Who is called what, by the id of the person. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const { data } = await listMembers({ query: { limit: 200 }, signal, throwOnError: true });
    return new Map(data.items.map(({ user_id, name }) => [user_id, name]));
  },
});

export interface PlaceInApp {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

interface Subject {
  /** One of the texts of `notifications.json`. */
  readonly words: string;
  readonly tone: "good" | "bad" | "news";
  /** Where it leads, if anywhere. */
  readonly leadsTo: PlaceInApp | null;
  readonly projectId: string | null;
  readonly authorId: string | null;
  /** More of it, in the server's words. */
  readonly detail: string | null;
}

const KINDS: Record<string, Pick<Subject, "words" | "tone">> = {
  "render.finished": { words: "renderFinished", tone: "good" },
  "render.failed": { words: "renderFailed", tone: "bad" },
  "comment.mentioned": { words: "mentioned", tone: "news" },
  "chat.mentioned": { words: "mentionedInChat", tone: "news" },
  "project.document_renewed": { words: "documentRenewed", tone: "news" },
  "asset.ready": { words: "assetReady", tone: "good" },
  "asset.failed": { words: "assetFailed", tone: "bad" },
  "conversation.given": { words: "conversationGiven", tone: "news" },
  broadcast: { words: "broadcast", tone: "news" },
};

export function subjectOf(kind: string, payload: Readonly<Record<string, unknown>>): Subject {
  const known = KINDS[kind] ?? { words: "other", tone: "news" as const };
  const room = text(payload.room);
  const projectId = text(payload.project_id) ?? (room?.startsWith("project:") ? room.slice("project:".length) : null);
  const detail = text(payload.text) ?? inWords(payload.error);
  const leadsTo = placeOf(kind, projectId, text(payload.conversation_id));
  return { ...known, projectId, authorId: text(payload.author_id), detail, leadsTo };
}

function placeOf(kind: string, projectId: string | null, conversation: string | null): PlaceInApp | null {
  if (kind.startsWith("asset.")) return { to: "/library" };
  if (conversation !== null) return { to: "/support/inbox", search: { conversation } };
  if (projectId === null) return null;
  return { to: kind === "project.document_renewed" ? `/projects/${projectId}/changes` : `/projects/${projectId}` };
}

/** An error of the API's jobs, which comes in both languages. */
export function inWords(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  const said = error as Record<string, unknown>;
  return text(i18n.language === "en" ? said.en : said.pt) ?? text(said.code);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
