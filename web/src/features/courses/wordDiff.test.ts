import { expect, test } from "vitest";
import { wordDiff } from "./wordDiff";

test("only the words that differ are marked", () => {
  expect(wordDiff("A faixa de 5 GHz alcança 10 metros.", "A faixa de 6 GHz alcança 10 metros.")).toEqual([
    { kind: "same", text: "A faixa de " },
    { kind: "gone", text: "5 " },
    { kind: "new", text: "6 " },
    { kind: "same", text: "GHz alcança 10 metros." },
  ]);
});

test.each([
  ["", "tudo novo", [{ kind: "new", text: "tudo novo" }]],
  ["tudo some", "", [{ kind: "gone", text: "tudo some" }]],
  ["igual", "igual", [{ kind: "same", text: "igual" }]],
  ["", "", []],
  [
    "fim",
    "fim mesmo",
    [
      { kind: "same", text: "fim " },
      { kind: "new", text: "mesmo" },
    ],
  ],
])("from «%s» to «%s»", (before, after, expected) => {
  expect(wordDiff(before, after)).toEqual(expected);
});

test("very long texts are answered at once", () => {
  const long = "palavra ".repeat(100_000);
  expect(wordDiff(long, `${long}mais`).map((run) => run.kind)).toEqual(["gone", "new"]);
});
