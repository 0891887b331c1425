import { expect, test } from "vitest";
import { draftName, drafts, setDraft } from "./drafts";

test("a draft is kept by person and conversation while the tab is open, and is gone when it is empty", () => {
  setDraft(draftName("ana", "c1"), { text: "Bom dia", isNote: false });
  setDraft(draftName("ana", "c2"), { text: "ver a ONU", isNote: true });
  setDraft(draftName("bia", "c1"), { text: "Oi", isNote: false });
  expect(drafts.getState()).toEqual({
    "ana/c1": { text: "Bom dia", isNote: false },
    "ana/c2": { text: "ver a ONU", isNote: true },
    "bia/c1": { text: "Oi", isNote: false },
  });
  expect(JSON.parse(sessionStorage.getItem("tecnocursos.drafts") ?? "")).toEqual(drafts.getState());
  expect(localStorage.length).toBe(0);
  setDraft(draftName("ana", "c1"), { text: "", isNote: false });
  expect(Object.keys(drafts.getState())).toEqual(["ana/c2", "bia/c1"]);
});
