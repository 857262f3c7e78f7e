import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { appendHtmlText } from "../_office/message";
import { DocumentBuilder } from "../document-builder";
import { type RtfContent, readRtf } from "./read-rtf";

const MAX_RTF_BYTES = 200_000_000;

/** Rich text (.rtf): headers once at the start, the text with its tables, notes and text boxes, footers at the end. */
export const parse: Parse = async ({ path, signal, options = DEFAULT_PARSE_OPTIONS }) => {
  const bytes = await readFile(path, { signal });
  if (bytes.length > MAX_RTF_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_RTF_BYTES } });
  }
  const builder = new DocumentBuilder();
  appendRtf(builder, readRtf(bytes, options));
  return builder.build();
};

/** Appends what was read; the same header or footer of several sections once. */
export function appendRtf(
  builder: DocumentBuilder,
  { headers, body, footers, html }: RtfContent,
): void {
  const seen = new Set<string>();
  const appendOnce = (flow: RtfContent["body"]) => {
    const own = new DocumentBuilder();
    flow.appendTo(own);
    const margin = own.build();
    if (!seen.has(margin.text)) builder.embed(margin, 0);
    seen.add(margin.text);
  };
  headers.forEach(appendOnce);
  if (html === null) body.appendTo(builder);
  else appendHtmlText(builder, html);
  footers.forEach(appendOnce);
}
