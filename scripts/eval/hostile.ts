import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { openCanary } from "./canary";
import { readFiles, type FileResult } from "./read-files";

/** What a file may take, whatever is in it. */
const MAX_MS = 20_000;
const MAX_MB = 512;
/** Stands in every /etc/passwd: in a text it means that a file of this machine was read. */
const LEAK = "root:";

interface HostileResult {
  file: string;
  outcome: "text" | "error";
  survived: boolean;
  code: string | null;
  error: string | null;
  text: string | null;
  ms: number;
  peakMb: number;
  /** Requests that reached the canary while the file was read. */
  hits: string[];
}

/**
 * Reads every file of a hostile set as an upload is read, while an HTTP server listens on each loopback port that the
 * set's notes or files name. A file survives when it gives text or an error with words of its own, within the limits,
 * with no request made and nothing of this machine in its text. Writes one result a file, prints a summary.
 */
export async function evaluateHostile(folder: string, outFile: string): Promise<void> {
  const canary = await openCanary(await namedPorts(folder));
  const results: HostileResult[] = [];
  try {
    for await (const file of readFiles(folder)) {
      const result = judge(file, canary.takeHits());
      results.push(result);
      process.stderr.write(
        `${result.survived ? "ok  " : "FAIL"} ${result.file}: ${result.code ?? "text"}, ${(result.ms / 1000).toFixed(1)} s, ${result.peakMb.toFixed(0)} MB\n`,
      );
    }
  } finally {
    await canary.close();
  }
  await writeFile(outFile, JSON.stringify(results, null, 1));
  process.stdout.write(`${summary(results)}\n`);
}

function judge({ file, document, code, error, ms, peakMb }: FileResult, hits: string[]) {
  const text = document?.text ?? null;
  const explained = document !== null || (code !== null && code.startsWith("ingestion."));
  const survived =
    explained && hits.length === 0 && ms <= MAX_MS && peakMb <= MAX_MB && !text?.includes(LEAK);
  const outcome: HostileResult["outcome"] = document ? "text" : "error";
  return { file, outcome, survived, code, error, text, ms, peakMb, hits };
}

/** Ports of 127.0.0.1 and localhost in the set's notes. */
async function namedPorts(folder: string): Promise<number[]> {
  const notes = await readFile(path.join(folder, "expect.json"), "utf8").catch(() => "");
  const found = [...notes.matchAll(/(?:127\.0\.0\.1|localhost):(\d{2,5})/g)];
  return [...new Set(found.map((match) => Number(match[1])))];
}

function summary(results: readonly HostileResult[]): string {
  const survived = results.filter((result) => result.survived).length;
  const slowest = Math.max(0, ...results.map(({ ms }) => ms));
  const largest = Math.max(0, ...results.map(({ peakMb }) => peakMb));
  const hits = results.reduce((sum, result) => sum + result.hits.length, 0);
  return `survived ${String(survived)}/${String(results.length)}, slowest ${(slowest / 1000).toFixed(1)} s, largest ${largest.toFixed(0)} MB, canary hits ${String(hits)}`;
}
