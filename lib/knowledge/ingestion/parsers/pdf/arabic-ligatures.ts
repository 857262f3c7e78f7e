import type { PdfSource } from "./read-pdf";

/** Arabic words with two letters in the wrong order, as PDFium gives them, and as they are written. */
export interface WordRepairs {
  /** The word as it is written; undefined where it isn't known. */
  get: (word: string) => string | undefined;
}
export const NO_REPAIRS: WordRepairs = { get: () => undefined };

const ARABIC = /[\u0600-\u06ff]/;
/** Where letters may have been swapped: alef before lam within a word, or two alefs with a lam after them. */
const SUSPECT = /[\u0600-\u06ff][\u0622\u0623\u0625\u0627]\u0644/;
/** A gap in a line of text that is as good as a space, in thousandths of the font's size. */
const SPACE_GAP = 180;

/** Letters that no word begins with: where one does, its letters come as they are drawn, from left to right. */
const DRAWN = /(?<![\u0600-\u06ff])[\u0629\u0649][\u0600-\u06ff]/;
/** Forms of letters at the end or the beginning of a word, and between others. */
const FORMS = /[\ufb50-\ufdff\ufe70-\ufefc]/;

/** Whether a text may hold a ligature whose letters were swapped, or words with their letters as they are drawn. */
export const mayHaveSwapped = (text: string) => SUSPECT.test(text) || DRAWN.test(text);

/**
 * A ligature such as lam-alef is one glyph that stands for two letters. PDFium turns the order of a line's letters
 * without knowing of glyphs, so the two come out swapped. pdf.js knows the letters of each glyph: from these, the
 * words of a page as PDFium gives them, and as they should be.
 */
export async function wordRepairs(source: PdfSource, pageNumber: number): Promise<WordRepairs> {
  const repairs = new Map<string, string>();
  const known = new Set<string>();
  /** Words by their letters, whatever their order; null where several words have the same. */
  const byLetters = new Map<string, string | null>();
  const rearranged = (word: string) =>
    known.has(word) ? undefined : (byLetters.get(sortedLetters(word)) ?? undefined);
  for (const glyphs of await glyphWords(source, pageNumber)) {
    const letters = glyphs.map((glyph) => glyph.normalize("NFKC"));
    if (glyphs.some((glyph) => FORMS.test(glyph))) {
      // Browsers draw from left to right, and name the form of each letter.
      const word = [...letters].reverse().join("");
      repairs.set(letters.join(""), word);
      repairs.set(reverse(word), word);
      const sorted = sortedLetters(word);
      const other = byLetters.get(sorted);
      byLetters.set(sorted, other === undefined || other === word ? word : null);
      known.add(word);
    } else if (glyphs.some((glyph) => glyph.length > 1)) {
      for (const word of [letters, [...letters].reverse()])
        repairs.set(word.map(reverse).join(""), word.join(""));
    }
  }
  return { get: (word) => repairs.get(word) ?? rearranged(word) };
}

/** Puts swapped letters right. Two alefs in a row are never written, so these need no word list. */
export function repairWords(text: string, repairs: WordRepairs): string {
  return text
    .replace(/[\u0600-\u06ff]+/g, (word) => repairs.get(word) ?? word)
    .replace(/\u0627([\u0622\u0623\u0625])\u0644/g, "\u0627\u0644$1");
}

const sortedLetters = (word: string) => [...word].sort().join("");
const reverse = (text: string) => [...text].reverse().join("");

/** The glyphs of each word in the order they are drawn, each glyph as the letters it stands for. */
async function glyphWords({ bytes, password }: PdfSource, pageNumber: number): Promise<string[][]> {
  const { getDocumentProxy, getResolvedPDFJS } = await loadPdfjs();
  const { OPS } = await getResolvedPDFJS();
  // pdf.js takes the memory it is given for its own.
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    ...(password ? { password } : {}),
  });
  try {
    const page = await document.getPage(pageNumber);
    const { fnArray, argsArray } = await page.getOperatorList();
    const shown = fnArray.flatMap((operator, at) =>
      operator === OPS.showText ? [textGlyphs(argsArray[at])] : [],
    );
    // A word may be drawn in pieces, so the page is read as one line as well.
    return [...shown, shown.flat()].flatMap(splitWords);
  } finally {
    await document.destroy();
  }
}

/** pdf.js, with a method that Node gets only with version 21. */
export async function loadPdfjs() {
  const missing = "transferToFixedLength";
  if (!(missing in ArrayBuffer.prototype)) {
    Object.defineProperty(ArrayBuffer.prototype, missing, {
      value: function transfer(this: ArrayBuffer) {
        return structuredClone(this, { transfer: [this] });
      },
    });
  }
  return import("unpdf");
}

/** The letters of each glyph of a text operator; a wide gap counts as a space. */
function textGlyphs(args: unknown): string[] {
  const [parts] = Array.isArray(args) ? (args as unknown[]) : [];
  if (!Array.isArray(parts)) return [];
  return (parts as unknown[]).flatMap((part) => {
    if (typeof part === "number") return part < -SPACE_GAP ? [" "] : [];
    return typeof part === "object" && part !== null && "unicode" in part
      ? [String(part.unicode)]
      : [];
  });
}

function splitWords(glyphs: readonly string[]): string[][] {
  const words: string[][] = [[]];
  for (const glyph of glyphs) {
    if (ARABIC.test(glyph) || FORMS.test(glyph)) words.at(-1)?.push(glyph);
    else words.push([]);
  }
  return words.filter((word) => word.length > 1);
}
