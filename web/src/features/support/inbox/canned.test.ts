import { expect, test } from "vitest";
import type { CannedReplyDetails } from "../../../api/types.gen";
import { askedFor, filledIn, matching, openPlaces, withReply } from "./canned";

function reply(shortcut: string, text = shortcut, team_id: string | null = null): CannedReplyDetails {
  return { id: shortcut, shortcut, text, team_id, version: 1 };
}

test("a reply is asked for by a slash at the beginning of a word, before the caret", () => {
  expect([askedFor("/", 1), askedFor("/bo", 3), askedFor("Oi /bo", 6)]).toEqual(["", "bo", "bo"]);
  expect([askedFor("24/7", 4), askedFor("/bo tudo", 8), askedFor("", 0)]).toEqual([null, null, null]);
});

test("it is found by its shortcut first, then by its words, whatever the accents; others' teams keep theirs", () => {
  const all = [reply("visita", "Técnico às 9h"), reply("tecnico"), reply("boleto", "tecnico", "t2")];
  expect(matching(all, "téc", []).map(({ id }) => id)).toEqual(["tecnico", "visita"]);
  expect(matching(all, "bol", []).map(({ id }) => id)).toEqual([]);
  expect(matching(all, "bol", ["t2"]).map(({ id }) => id)).toEqual(["boleto"]);
});

test("it stands in place of what was typed to find it", () => {
  expect(withReply("Oi /bo!", 6, "bom dia")).toEqual({ text: "Oi bom dia!", caret: 10 });
});

test("places are filled with what is known, and what is not stays to be filled in", () => {
  const places = { nome: "Rosa", atendente: "Ana Souza", protocolo: null };
  const filled = filledIn("Oi, {{nome}}! Aqui é {{ atendente }}, {{protocolo}}, {{valor}}.", places);
  expect(filled).toBe("Oi, Rosa! Aqui é Ana Souza, {{protocolo}}, {{valor}}.");
  expect(openPlaces(filled)).toEqual(["{{protocolo}}", "{{valor}}"]);
});
