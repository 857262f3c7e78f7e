const SPELLED: ReadonlyMap<string, string> = new Map(
  `two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14
  fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70
  eighty:80 ninety:90`
    .split(/\s+/)
    .map((pair) => pair.split(":") as [string, string]),
);

/**
 * The plain value under which a number is compared: digits of any script as 0–9, thousands separators dropped,
 * `two` to `ninety` as digits. Anything that is not a number comes back unchanged.
 */
export function numberValue(surface: string): string {
  const first = surface.charCodeAt(0);
  if (first >= 97 && first <= 122) return SPELLED.get(surface) ?? surface;
  if (/^[0-9]+$/.test(surface)) return surface.replace(/^0+(?=\d)/, "");
  const plain = surface.normalize("NFKC").replace(/\p{Nd}/gu, digit);
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return plain.replace(/[.,]/g, "");
  const decimal =
    /^(\d+(?:,\d{3})*)[.](\d+)$/.exec(plain) ?? /^(\d+(?:\.\d{3})*),(\d+)$/.exec(plain);
  if (decimal?.[1] && decimal[2])
    return `${decimal[1].replace(/[.,]/g, "")}.${decimal[2].replace(/0+$/, "") || "0"}`;
  return plain;
}

/** Zero of every decimal digit block is the code point that starts a run of ten `Nd` characters. */
function digit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 48 && code <= 57) return char;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
