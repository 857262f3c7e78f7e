import iconv from "iconv-lite";

/** Windows code pages whose usual names are others; what is not here is "cp<number>". */
const NAMES: Readonly<Record<number, string>> = {
  708: "iso-8859-6",
  1361: "euc-kr",
  10000: "macintosh",
  10001: "shift_jis",
  10002: "big5",
  10003: "euc-kr",
  10006: "macgreek",
  10007: "maccyrillic",
  10008: "gbk",
  10029: "maccenteuro",
  10081: "macturkish",
  20127: "ascii",
  20866: "koi8-r",
  20932: "euc-jp",
  20936: "gbk",
  21866: "koi8-u",
  50220: "iso-2022-jp",
  50221: "iso-2022-jp",
  50222: "iso-2022-jp",
  51932: "euc-jp",
  51949: "euc-kr",
  52936: "gbk",
  54936: "gb18030",
  65000: "utf-7",
  65001: "utf-8",
};
/** What fonts of old Windows programs call their character set, as code pages. */
const CHARSETS: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  128: 932,
  129: 949,
  130: 1361,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

/** Bytes of a Windows code page as text; an unknown one is read as the western one. */
export function decodeCodePage(bytes: Uint8Array, codePage: number): string {
  const iso = codePage > 28590 && codePage < 28606 ? `iso-8859-${String(codePage - 28590)}` : null;
  const name = NAMES[codePage] ?? iso ?? `cp${String(codePage)}`;
  if (name === "iso-2022-jp") return new TextDecoder(name).decode(bytes);
  const known = iconv.encodingExists(name) ? name : "windows-1252";
  return iconv.decode(Buffer.from(bytes), known);
}

/** The code page of a font's character set; null where it follows the document. */
export function codePageOfCharset(charset: number): number | null {
  return CHARSETS[charset] ?? null;
}
