import { expect, test } from "vitest";
import type { MessageTemplateDetails } from "../../../api/types.gen";
import { buttonsOf, emptyOf, isFilled, preview } from "./templates";

const TEMPLATE = {
  header_places: 1,
  body_places: 2,
  button_places: 1,
  components: [
    { type: "HEADER", text: "Pedido {{1}}" },
    { type: "BODY", text: "Olá, {{1}}! Chega {{2}}." },
    { type: "FOOTER", text: "Fibra Boa" },
    { type: "BUTTONS", buttons: [{ type: "URL", text: "Acompanhar", url: "https://example.com/{{1}}" }] },
  ],
} as unknown as MessageTemplateDetails;

test("a template reads as the customer will read it, with what is not filled yet as it is", () => {
  expect(preview(TEMPLATE, { header: ["42"], body: ["Rosa", ""], buttons: [""] })).toBe(
    "Pedido 42\n\nOlá, Rosa! Chega {{2}}.\n\nFibra Boa",
  );
  expect(buttonsOf(TEMPLATE)).toEqual(["Acompanhar"]);
});

test("it goes when all its places are filled", () => {
  expect(emptyOf(TEMPLATE)).toEqual({ header: [""], body: ["", ""], buttons: [""] });
  expect(isFilled({ header: ["42"], body: ["Rosa", " "], buttons: ["7"] })).toBe(false);
  expect(isFilled({ header: ["42"], body: ["Rosa", "hoje"], buttons: ["7"] })).toBe(true);
});
