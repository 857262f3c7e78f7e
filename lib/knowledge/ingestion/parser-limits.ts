import { stat } from "node:fs/promises";
import type { ParseInput } from "./parsers/_contract/parser";

/** What one file may cost. */
export interface ParserLimits {
  /** Wall clock, ms, with the start of a process where one is needed. */
  timeMs: number;
  /** JavaScript heap of the child, MB. */
  heapMb: number;
  /** Resident memory of the child, native parts included, MB. Watched on Linux only. */
  residentMb: number;
}

/** No honest file of a few megabytes needs more; a hostile one is small as a rule. */
const SMALL: ParserLimits = { timeMs: 19_000, heapMb: 320, residentMb: 420 };
const SMALL_BYTES = 5_000_000;
/** Measured: office files, PDFs and data of this size take half of it. */
const MEDIUM: ParserLimits = { timeMs: 19_000, heapMb: 400, residentMb: 500 };
const MEDIUM_BYTES = 12_000_000;
const LARGE: ParserLimits = { timeMs: 120_000, heapMb: 768, residentMb: 1_200 };
/** Recognising text takes some seconds a page, and the pages of a file are told only by reading it. */
const OCR_TIME_MS = 30 * 60_000;

/** What a file may cost, by its size and by what is asked of it. A file that isn't there counts as small. */
export async function limitsFor({
  path,
  options,
}: Pick<ParseInput, "path" | "options">): Promise<ParserLimits> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (options?.ocr) return { ...LARGE, timeMs: OCR_TIME_MS };
  if (size <= SMALL_BYTES) return SMALL;
  return size <= MEDIUM_BYTES ? MEDIUM : LARGE;
}
