import { expect, test } from "vitest";
import { wordsBetween } from "./words";

const TEXT = "Ligue o  modem, por favor.";

test.each([
  [0, 5, "Ligue", 0, 1],
  [2, 3, "Ligue", 0, 1],
  [0, TEXT.length, TEXT, 0, 5],
  [8, 10, "modem,", 2, 3],
  [6, 12, "o  modem,", 1, 3],
])("characters %d to %d are «%s»", (start, end, quote, word_start, word_end) => {
  expect(wordsBetween(TEXT, 3, start, end)).toEqual({ line: 3, word_start, word_end, quote });
});

test.each([
  [4, 4],
  [7, 8],
])("characters %d to %d hold no word", (start, end) => {
  expect(wordsBetween(TEXT, 0, start, end)).toBeNull();
});
