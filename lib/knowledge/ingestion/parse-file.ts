import { AppError } from "@/lib/errors/app-error";
import { identifyFile } from "./identify";
import type { Format, ParsedDocument, ParseInput } from "./parsers/_contract/parser";
import { parsers } from "./parsers/registry";
import { createPartReader } from "./read-part";

/** Stored text above this is refused, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 120_000_000;

/**
 * Identifies a file and reads it in this process. Callers that must not stall or crash use
 * `parseInChild` (parser-pool.ts) instead.
 */
export async function parseFile(input: ParseInput): Promise<ParsedDocument & { format: Format }> {
  const format = await identifyFile(input.path, input.name);
  input.signal.throwIfAborted();
  const { parse } = await parsers[format]();
  const readPart = input.readPart ?? createPartReader(input, parseFile);
  const document = await parse({ ...input, readPart });
  if (document.text.trim() === "") throw new AppError("ingestion.no-text", "bad-request");
  if (document.text.length > MAX_TEXT_LENGTH) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_TEXT_LENGTH } });
  }
  return { ...document, format };
}
