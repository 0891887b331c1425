import { expect, test } from "vitest";
import { isCode, numberInWords, phoneInWords } from "./phones";

test("phones are written as Brazilians do", () => {
  expect(phoneInWords("5537988111001")).toBe("+55 37 98811-1001");
  expect(phoneInWords("553732141006")).toBe("+55 37 3214-1006");
  expect(phoneInWords("14155550100")).toBe("+14155550100");
  expect(numberInWords("+55 11 4002-8922")).toBe("+55 11 4002-8922");
});

test("what is to be copied is known by its form", () => {
  expect(isCode("00020126580014br.gov.bcb.pix0136abc-def5204")).toBe(true);
  expect(isCode("00190.00009 01234.567891 23456.789012 3 99990000009990")).toBe(true);
  expect(isCode("Sua fatura vence em 3 dias.")).toBe(false);
});
