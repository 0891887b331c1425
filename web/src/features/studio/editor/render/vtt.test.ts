import { expect, test } from "vitest";
import { readVtt, search } from "./vtt";

const VTT = `WEBVTT

NOTE nothing

1
00:00:00.367 --> 00:00:01.200
Olá!

01:00:01.500 --> 01:00:05.700 align:start
Conexão <i>em casa</i>
&amp; no trabalho
`;

test("cues are read with their times in seconds and without markup", () => {
  expect(readVtt(VTT)).toEqual([
    { start: 0.367, end: 1.2, text: "Olá!" },
    { start: 3601.5, end: 3605.7, text: "Conexão em casa & no trabalho" },
  ]);
  expect(readVtt(VTT.replaceAll("\n", "\r\n"))).toEqual(readVtt(VTT));
});

test("words are found without their accents", () => {
  expect(search(readVtt(VTT), "conexao ").map((cue) => cue.start)).toEqual([3601.5]);
  expect(search(readVtt(VTT), "").length).toBe(2);
});
