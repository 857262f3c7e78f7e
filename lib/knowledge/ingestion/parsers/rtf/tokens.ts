export type RtfToken =
  | { kind: "open" }
  | { kind: "close" }
  /** A control word with its number, e.g. "u" 8364; a symbol is a word of one character. */
  | { kind: "word"; word: string; number: number | null }
  /** A character by its code in the code page of the font. */
  | { kind: "byte"; byte: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
/** Longer words are not words. */
const MAX_WORD = 32;

const isLetter = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const isDigit = (byte: number) => byte >= 48 && byte <= 57;

/** The tokens of an RTF file. Line breaks mean nothing; embedded bytes (\bin) are skipped. */
export function* readTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0;
  const byteAt = (index: number) => bytes[index] ?? 0;
  while (at < bytes.length) {
    const byte = byteAt(at);
    at += 1;
    if (byte === OPEN) yield { kind: "open" };
    else if (byte === CLOSE) yield { kind: "close" };
    else if (byte !== BACKSLASH) {
      if (byte !== 10 && byte !== 13 && byte !== 0) yield { kind: "byte", byte };
    } else if (!isLetter(byteAt(at))) {
      const symbol = String.fromCharCode(byteAt(at));
      at += 1;
      if (symbol !== "'") yield { kind: "word", word: symbol, number: null };
      else {
        const code = parseInt(String.fromCharCode(byteAt(at), byteAt(at + 1)), 16);
        at += 2;
        if (!Number.isNaN(code)) yield { kind: "byte", byte: code };
      }
    } else {
      const start = at;
      while (isLetter(byteAt(at)) && at - start < MAX_WORD) at += 1;
      const word = Buffer.from(bytes.subarray(start, at)).toString("latin1");
      const digits = at;
      if (byteAt(at) === 0x2d && isDigit(byteAt(at + 1))) at += 1;
      while (isDigit(byteAt(at)) && at - digits < 12) at += 1;
      const text = Buffer.from(bytes.subarray(digits, at)).toString("latin1");
      const number = text === "" ? null : Number(text);
      if (byteAt(at) === 0x20) at += 1;
      if (word === "bin") at += Math.max(0, number ?? 0);
      else yield { kind: "word", word, number };
    }
  }
}
