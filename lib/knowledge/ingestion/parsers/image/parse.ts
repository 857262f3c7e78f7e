import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { openRecognizer } from "../ocr/recognizer";

/** A picture of text (PNG, JPEG, WebP, BMP), read only when text recognition is switched on. It is one page. */
export const parse: Parse = async ({ path, options, signal }) => {
  const picture = await readFile(path, { signal });
  const ocr = options?.ocr;
  if (!ocr) throw new AppError("ingestion.picture", "bad-request");
  const recognizer = await openRecognizer(ocr.languages);
  try {
    signal.throwIfAborted();
    const { paragraphs } = await recognizer.read(picture);
    const builder = new DocumentBuilder();
    builder.page(1, () => {
      for (const { text, box } of paragraphs) builder.paragraph(text, box);
    });
    return builder.build();
  } finally {
    await recognizer.close();
  }
};
