import { expect, test } from "vitest";
import { subjectOf } from "./notifications";

test("a notification leads to what it is about", () => {
  const places = [
    subjectOf("render.finished", { project_id: "p" }),
    subjectOf("project.document_renewed", { project_id: "p" }),
    subjectOf("chat.mentioned", { room: "project:q" }),
    subjectOf("conversation.given", { conversation_id: "c" }),
    subjectOf("asset.failed", {}),
    subjectOf("broadcast", {}),
  ].map(({ leadsTo }) => leadsTo);
  expect(places).toEqual([
    { to: "/projects/p" },
    { to: "/projects/p/changes" },
    { to: "/projects/q" },
    { to: "/support/inbox", search: { conversation: "c" } },
    { to: "/library" },
    null,
  ]);
});
