import { readFile } from "node:fs/promises";
import { parseHTML } from "linkedom";
import mammoth from "mammoth";
import { AppError } from "@/lib/errors/app-error";
import { checkZip } from "../../check-zip";
import type { Parse } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { appendHtml } from "../html/append-html";

/** Word's own styles for the title and subtitle, which mammoth does not map by itself. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "u => u",
];

/** A Word document (.docx): body text, headings, lists, tables, footnotes. Headers and footers are left out. */
export const parse: Parse = async ({ path, signal }) => {
  const bytes = await readFile(path, { signal });
  checkZip(bytes);
  const html = await convert(bytes);
  signal.throwIfAborted();
  const builder = new DocumentBuilder();
  appendHtml(builder, parseHTML(`<html><body>${html}</body></html>`).document.body);
  return builder.build();
};

async function convert(buffer: Buffer): Promise<string> {
  try {
    const options = {
      styleMap: STYLES,
      externalFileAccess: false,
      ignoreEmptyParagraphs: true,
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    };
    return (await mammoth.convertToHtml({ buffer }, options)).value;
  } catch (error) {
    throw new AppError("ingestion.damaged", "bad-request", {
      params: { format: "docx" },
      cause: error,
    });
  }
}
