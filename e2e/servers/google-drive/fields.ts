import { Refusal } from "../remote-host/host";

type Mask = Map<string, Mask | null>;

/** Leaves of an answer only what `fields` asks for, in Google's notation: `a,b(c,d),e/f`, `*` for all. */
export function masked(value: unknown, fields: string | null, usual: string): unknown {
  const text = fields ?? usual;
  const { mask, rest } = parse(text);
  if (rest !== "")
    throw new Refusal(400, "invalidParameter", { message: `Invalid field selection ${text}` });
  return apply(value, mask);
}

function parse(text: string): { mask: Mask; rest: string } {
  const mask: Mask = new Map();
  let rest = text;
  for (;;) {
    const [, path = "", after = ""] = /^\s*([\w*/]+)([\s\S]*)$/.exec(rest) ?? [];
    if (path === "") return { mask, rest };
    let inner: Mask | null = null;
    rest = after;
    if (rest.startsWith("(")) {
      const nested = parse(rest.slice(1));
      if (!nested.rest.startsWith(")")) return { mask, rest: text };
      inner = nested.mask;
      rest = nested.rest.slice(1);
    }
    const [first = "", ...deeper] = path.split("/");
    for (const name of deeper.reverse()) inner = new Map([[name, inner]]);
    mask.set(first, inner);
    if (!rest.startsWith(",")) return { mask, rest };
    rest = rest.slice(1);
  }
}

function apply(value: unknown, mask: Mask | null): unknown {
  if (mask === null || mask.has("*")) return value;
  if (Array.isArray(value)) return value.map((each) => apply(each, mask));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => mask.has(key))
      .map(([key, inner]) => [key, apply(inner, mask.get(key) ?? null)]),
  );
}
