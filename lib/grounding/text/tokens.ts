import { numberValue } from "./numbers";
import { stem } from "./stems";

/** One unit of matching. `start`/`end` are UTF-16 offsets into the text it was cut from. */
export interface Token {
  start: number;
  end: number;
  kind: "word" | "number" | "cjk";
  /** Lower-case, compatibility-normalised surface; for `cjk` the two characters of the bigram. */
  lower: string;
  /** What is compared: the stem of a word, the plain value of a number, the bigram itself. */
  term: string;
  /** Begins with an upper-case letter in the text. */
  capital: boolean;
}

const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const TOKEN = new RegExp(
  `[${UNSPACED}]+|(?:\\p{Lu}\\.){2,}|\\p{Nd}+(?:[.,]\\p{Nd}+)*|(?:(?![${UNSPACED}])\\p{L})(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])*(?:['’](?:(?![${UNSPACED}])\\p{L})+)*`,
  "gu",
);
const UNSPACED_START = new RegExp(`^[${UNSPACED}]`, "u");
const ASCII_ONLY = /^[\u0000-\u007f]*$/;
const ASCII_TOKEN = /(?:[A-Z]\.){2,}|[0-9]+(?:[.,][0-9]+)*|[A-Za-z][A-Za-z0-9]*(?:'[A-Za-z]+)*/g;

function bigrams(run: string, offset: number, out: Token[]): void {
  const chars: { at: number; text: string }[] = [];
  let at = offset;
  for (const text of run) {
    chars.push({ at, text });
    at += text.length;
  }
  const push = (start: number, end: number, raw: string) => {
    const lower = raw.normalize("NFKC").toLowerCase();
    out.push({ start, end, kind: "cjk", lower, term: lower, capital: false });
  };
  const only = chars[0];
  if (chars.length === 1 && only) return push(only.at, at, only.text);
  chars.forEach((char, index) => {
    const next = chars[index + 1];
    if (next) push(char.at, next.at + next.text.length, char.text + next.text);
  });
}

/** Everything about a word that does not depend on where it stands. */
type Lexeme = Omit<Token, "start" | "end">;

function readWord(surface: string): Lexeme {
  if (/^\p{Nd}/u.test(surface)) {
    return { kind: "number", lower: surface, term: numberValue(surface), capital: false };
  }
  let lower = surface.normalize("NFKC").toLowerCase();
  const capital = lower !== surface;
  if (lower.includes(".")) {
    lower = lower.replaceAll(".", "");
    return { kind: "word", lower, term: lower === "us" ? "usa" : lower, capital };
  }
  lower = lower.replace(/['’](?:s|re|ve|ll|d|m|t)?$/, "");
  const spelled = numberValue(lower);
  if (spelled !== lower) return { kind: "number", lower, term: spelled, capital };
  return { kind: "word", lower, term: stem(lower), capital };
}

const LEXICON_LIMIT = 50_000;
const lexicon = new Map<string, Lexeme>();

function lexemeOf(surface: string): Lexeme {
  const known = lexicon.get(surface);
  if (known) return known;
  if (lexicon.size >= LEXICON_LIMIT) lexicon.clear();
  const lexeme = readWord(surface);
  lexicon.set(surface, lexeme);
  return lexeme;
}

/** Cuts text into words, numbers and (for scripts written without spaces) overlapping two-character units. */
export function tokenize(text: string): Token[] {
  const out: Token[] = [];
  const pattern = ASCII_ONLY.test(text) ? ASCII_TOKEN : TOKEN;
  for (const match of text.matchAll(pattern)) {
    const surface = match[0];
    const code = surface.charCodeAt(0);
    if (code > 0xdff && UNSPACED_START.test(surface)) bigrams(surface, match.index, out);
    else {
      const { kind, lower, term, capital } = lexemeOf(surface);
      const start = match.index;
      out.push({ start, end: start + surface.length, kind, lower, term, capital });
    }
  }
  return out;
}
