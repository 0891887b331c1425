import { expect, test } from "vitest";
import { phrasesOf } from "./queries";

test("each line is a phrase, once, without what stands around it", () => {
  expect(phrasesOf("  boleto \n\ncarnê  da   net\nBoleto\n")).toEqual(["boleto", "carnê da net"]);
  expect(phrasesOf(" \n ")).toEqual([]);
});
