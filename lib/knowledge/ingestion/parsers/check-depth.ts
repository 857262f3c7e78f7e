import { AppError } from "@/lib/errors/app-error";

/** Deeper than any file that people or programs write to be read. */
export const MAX_DEPTH = 200;

export function tooDeep(): AppError {
  return new AppError("ingestion.too-deep", "bad-request", { params: { limit: MAX_DEPTH } });
}

/** Counts open brackets outside of quotes in a JSON text. Throws `ingestion.too-deep` before a parser has to. */
export function checkJsonDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfQuotes(text, at);
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > MAX_DEPTH) throw tooDeep();
  }
}

function endOfQuotes(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return text.length;
}

/** Reading a page takes time that grows with the square of its nesting; some programs do nest by the thousand. */
const MAX_HTML_DEPTH = 5_000;
/** Tags that people leave open, or that hold nothing. */
const LEFT_OPEN =
  /^(?:p|li|dt|dd|tr|td|th|option|br|hr|img|input|meta|link|col|area|base|source|wbr)$/i;

/** Counts open tags of a page. Throws `ingestion.too-deep` before a parser has to. */
export function checkHtmlDepth(html: string): void {
  let depth = 0;
  for (const [, close, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (LEFT_OPEN.test(name)) continue;
    depth = Math.max(0, depth + (close === "/" ? -1 : 1));
    if (depth > MAX_HTML_DEPTH)
      throw new AppError("ingestion.too-deep", "bad-request", {
        params: { limit: MAX_HTML_DEPTH },
      });
  }
}
