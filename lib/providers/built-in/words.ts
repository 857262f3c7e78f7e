/** What a UTF-16 code unit is to the word scanner; 0 is not looked at yet. */
const SEPARATOR = 1;
const LETTER = 2;
/** Of a script that writes no spaces between words. */
const UNSPACED = 3;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u;
const letter = /[\p{L}\p{N}\p{M}]/u;

/** Classified once per code unit; most of a text is a few dozen different ones. */
const kinds = new Uint8Array(0x10000);

/** Longer "words" are encoded data; cutting them bounds the work for each. */
const LONGEST_WORD = 64;

export interface WordSink {
  /** A word of a script with spaces, in lower case without accents. */
  word(word: string): void;
  /** A character or a pair of neighbours of a script without spaces. */
  piece(piece: string): void;
}

/**
 * Splits a text into words of letters and digits, case and accents folded. Scripts without spaces (Chinese, Japanese,
 * Thai, …) come in single characters and overlapping pairs, which needs no dictionary.
 */
export function scanWords(text: string, sink: WordSink): void {
  const folded = fold(text);
  let at = 0;
  while (at < folded.length) {
    const kind = kindAt(folded, at);
    if (kind === SEPARATOR) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < folded.length && kindAt(folded, end) === kind) end += 1;
    if (kind === LETTER) sink.word(folded.slice(at, Math.min(end, at + LONGEST_WORD)));
    else piecesOf(folded.slice(at, end), sink);
    at = end;
  }
}

function piecesOf(run: string, sink: WordSink): void {
  let before = "";
  for (const character of run) {
    sink.piece(character);
    if (before !== "") sink.piece(before + character);
    before = character;
  }
}

/** Compatibility forms (full-width, ligatures) unified and Latin accents dropped; plain ASCII is left to be quick. */
function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = kinds[code] ?? 0;
  if (known !== 0) return known;
  return (kinds[code] = classify(code));
}

/** Halves of a surrogate pair count as an unspaced script: beyond the basic plane live mostly rare Han characters. */
function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return UNSPACED;
  const character = String.fromCharCode(code);
  if (unspaced.test(character)) return UNSPACED;
  return letter.test(character) ? LETTER : SEPARATOR;
}
