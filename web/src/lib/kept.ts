/** Small things that the browser keeps for a person, such as sizes of panels. */
export function readKept<Value extends object>(name: string, usual: Value): Value {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? "{}") as Record<string, unknown>;
    const names = Object.keys(usual) as (keyof Value & string)[];
    const known = names.filter((key) => typeof found[key] === typeof usual[key]);
    return { ...usual, ...Object.fromEntries(known.map((key) => [key, found[key]])) };
  } catch {
    return usual;
  }
}

export function keep(name: string, value: object): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows may keep nothing: then it is as usual the next time.
  }
}
