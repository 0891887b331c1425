const BRAZILIAN = /^55(\d\d)(\d{4,5})(\d{4})$/;

/** 5537988111001 -> +55 37 98811-1001; others as they are, with a plus. */
export function phoneInWords(digits: string): string {
  const found = BRAZILIAN.exec(digits);
  return found === null ? `+${digits}` : `+55 ${found[1]} ${found[2]}-${found[3]}`;
}

/** A number of the organisation's own, in whichever form Meta gives it. */
export function numberInWords(phone: string): string {
  return phoneInWords(phone.replace(/\D/g, ""));
}

/** 5537988111001 -> (37) 98811-1001, as who is in Brazil dials it; others with their country's code. */
export function phoneAtHome(digits: string): string {
  const found = BRAZILIAN.exec(digits);
  return found === null ? `+${digits}` : `(${found[1]}) ${found[2]}-${found[3]}`;
}

/** A PIX code or the digits of a boleto, which one copies rather than reads. */
export function isCode(text: string): boolean {
  return /^000201\S{20,}/.test(text) || /^[\d .]{40,}$/.test(text);
}
