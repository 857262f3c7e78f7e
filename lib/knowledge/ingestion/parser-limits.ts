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

/**
 * By size, the first that a file fits. A hostile file is small as a rule, so small ones get least. Files of 10 to 12 MB were
 * seen to take half of their ceiling. Above, workbooks take most, as all their cells are held to tell tables from
 * each other: 0.5 GB for 22 MB, 0.9 GB for 45 MB; XML 0.64 GB for 29 MB, all others less than 0.46 GB for 30 MB.
 */
const BY_SIZE: readonly (ParserLimits & { bytes: number })[] = [
  { bytes: 5_000_000, timeMs: 19_000, heapMb: 320, residentMb: 420 },
  { bytes: 12_000_000, timeMs: 19_000, heapMb: 400, residentMb: 500 },
  { bytes: 35_000_000, timeMs: 45_000, heapMb: 560, residentMb: 800 },
];
const LARGEST: ParserLimits = { timeMs: 120_000, heapMb: 768, residentMb: 1_200 };
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
  if (options?.ocr) return { ...LARGEST, timeMs: OCR_TIME_MS };
  return BY_SIZE.find(({ bytes }) => size <= bytes) ?? LARGEST;
}
