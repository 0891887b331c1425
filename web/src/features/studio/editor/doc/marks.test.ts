import { describe, expect, it } from "vitest";
import { carried, type Marks, marksOf, restPlace, sayOf, wordsAt } from "./marks";

const TEXT = "Ligue o roteador, e use o Wi-Fi.";
const at = (word: string) => ({ start: TEXT.indexOf(word), end: TEXT.indexOf(word) + word.length });

describe("how a sentence is said", () => {
  const cases: [string, Marks][] = [
    ["nothing", { respellings: [], rests: [] }],
    ["a word, its signs left alone", { respellings: [{ ...at("roteador"), said: "roteadôr" }], rests: [] }],
    ["more words than are written", { respellings: [{ ...at("Wi-Fi"), said: "uai fai" }], rests: [] }],
    ["words together", { respellings: [{ ...at("use o"), said: "conecte-se ao" }], rests: [] }],
    ["a rest", { respellings: [], rests: [{ at: at("e use").start, ms: 500 }] }],
    [
      "all of it",
      {
        respellings: [
          { ...at("roteador"), said: "roteadôr" },
          { ...at("Wi-Fi"), said: "uai fai" },
        ],
        rests: [
          { at: at("e use").start, ms: 1250 },
          { at: at("Wi-Fi").start, ms: 300 },
        ],
      },
    ],
  ];
  it.each(cases)("is the same after it was written down: %s", (_, marks) => {
    expect(marksOf(TEXT, sayOf(TEXT, marks))).toEqual(marks);
  });

  it("is written as the server reads it", () => {
    const marks = { respellings: [{ ...at("Wi-Fi"), said: "uai fai" }], rests: [{ at: at("e use").start, ms: 500 }] };
    expect(sayOf(TEXT, marks)).toBe("Ligue o roteador, (pause: 0.5) e use o uai fai.");
    expect(sayOf(TEXT, { respellings: [], rests: [] })).toBeNull();
  });

  it("is understood as somebody else wrote it", () => {
    const { respellings } = marksOf(TEXT, "Ligue o aparelho, e use o Wi-Fi da casa.");
    expect(respellings.map(({ start, end, said }) => [TEXT.slice(start, end), said])).toEqual([
      ["roteador", "aparelho"],
      ["Wi-Fi", "Wi-Fi da casa"],
    ]);
    expect(marksOf("Um dois.", "(pause: 1) Um dois. (pause: 2)")).toEqual({ respellings: [], rests: [] });
  });
});

describe("a sentence that is changed", () => {
  const say = "Ligue o roteadôr, (pause: 0.5) e use o uai fai.";
  it.each([
    [
      "at its beginning",
      "Agora ligue o roteador, e use o Wi-Fi.",
      "Agora ligue o roteadôr, (pause: 0.5) e use o uai fai.",
    ],
    ["at its end", "Ligue o roteador, e use o Wi-Fi hoje.", "Ligue o roteadôr, (pause: 0.5) e use o uai fai hoje."],
    ["between", "Ligue o roteador, e depois use o Wi-Fi.", "Ligue o roteadôr, (pause: 0.5) e depois use o uai fai."],
    ["in a word that is respelt", "Ligue o rotador, e use o Wi-Fi.", "Ligue o rotador, (pause: 0.5) e use o uai fai."],
    ["right beside one", "Ligue o roteadores, e use o Wi-Fi.", "Ligue o roteadores, (pause: 0.5) e use o uai fai."],
    ["as a whole", "Outra coisa.", null],
  ])("keeps what its other words have: %s", (_, after, expected) => {
    expect(carried(TEXT, say, after)).toBe(expected);
  });

  it("is said as written where it was before", () => {
    expect(carried(TEXT, null, "Outra.")).toBeNull();
  });
});

it("a cursor is in a word, beside one or in none", () => {
  const word = (from: number, to = from) => {
    const found = wordsAt(TEXT, from, to);
    return found === null ? null : TEXT.slice(found.start, found.end);
  };
  expect(word(TEXT.indexOf("teador"))).toBe("roteador");
  expect(word(at("roteador").end)).toBe("roteador");
  expect(word(TEXT.indexOf("-Fi"))).toBe("Wi-Fi");
  expect(word(TEXT.indexOf("teador"), TEXT.indexOf("use") + 1)).toBe("roteador, e use");
  expect(word(0)).toBe("Ligue");
  expect(wordsAt(" …  ", 1, 1)).toBeNull();
});

it("a rest is between words", () => {
  expect(restPlace(TEXT, 0)).toBeNull();
  expect(restPlace(TEXT, TEXT.indexOf("teador"))).toBe(at("e use").start);
  expect(restPlace(TEXT, at("Wi-Fi").start)).toBe(at("Wi-Fi").start);
  expect(restPlace(TEXT, TEXT.length)).toBeNull();
});
