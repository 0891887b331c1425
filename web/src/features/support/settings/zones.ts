/** Brazil's time zones, by the names of their cities; the one that most of the country goes by comes first. */
const BRAZIL: Readonly<Record<string, string>> = {
  "America/Sao_Paulo": "Brasília, São Paulo",
  "America/Bahia": "Salvador",
  "America/Fortaleza": "Fortaleza",
  "America/Recife": "Recife",
  "America/Maceio": "Maceió",
  "America/Belem": "Belém",
  "America/Araguaina": "Araguaína",
  "America/Santarem": "Santarém",
  "America/Noronha": "Fernando de Noronha",
  "America/Campo_Grande": "Campo Grande",
  "America/Cuiaba": "Cuiabá",
  "America/Manaus": "Manaus",
  "America/Porto_Velho": "Porto Velho",
  "America/Boa_Vista": "Boa Vista",
  "America/Rio_Branco": "Rio Branco",
  "America/Eirunepe": "Eirunepé",
};

/** What there is to choose, with the one that is set, wherever it is. */
export function zonesWith(zone: string): { value: string; label: string }[] {
  return Object.entries({ ...BRAZIL, [zone]: BRAZIL[zone] ?? zone }).map(([value, label]) => ({ value, label }));
}
