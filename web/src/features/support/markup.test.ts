import { expect, test } from "vitest";
import { piecesOf } from "./markup";

const told = (text: string) => piecesOf(text).map(({ kind, text: said }) => `${kind}:${said}`);

test("WhatsApp's marks are shown as WhatsApp shows them", () => {
  expect(told("envie *atendente* já")).toEqual(["plain:envie ", "strong:atendente", "plain: já"]);
  expect(told("_a_ ~b~ ```c *d*```")).toEqual(["em:a", "plain: ", "s:b", "plain: ", "code:c *d*"]);
});

test("what only looks like a mark is left alone", () => {
  for (const text of ["2 * 3 * 4", "nome_do_arquivo_novo", "* item", "a*b*c", "**", "R$ 10~20"])
    expect(told(text)).toEqual([`plain:${text}`]);
});

test("an address ends before the sentence's own sign", () => {
  expect(told("veja https://exemplo.com/a?b=1, sim")).toEqual([
    "plain:veja ",
    "link:https://exemplo.com/a?b=1",
    "plain:, sim",
  ]);
  expect(told("javascript:alert(1)")).toEqual(["plain:javascript:alert(1)"]);
});
