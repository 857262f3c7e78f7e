import { writeFile } from "node:fs/promises";
import { readFiles } from "./read-files";

/**
 * Reads every file of a set as an upload is read; writes `{ [file]: { t, err } }`: the stored text, or null and what
 * the uploader is told.
 */
export async function evaluateDocuments(folder: string, outFile: string): Promise<void> {
  const results: Record<string, { t: string | null; err: string | null }> = {};
  let slowest = 0;
  let largest = 0;
  for await (const { file, document, error, ms, peakMb } of readFiles(folder)) {
    results[file] = { t: document?.text ?? null, err: error };
    slowest = Math.max(slowest, ms);
    largest = Math.max(largest, peakMb);
    process.stderr.write(`${file}: ${error ?? `${String(document?.text.length)} characters`}\n`);
  }
  await writeFile(outFile, JSON.stringify(results, null, 1));
  process.stderr.write(
    `${String(Object.keys(results).length)} files, slowest ${(slowest / 1000).toFixed(1)} s, largest ${largest.toFixed(0)} MB\n`,
  );
}
