import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import type { ParsedDocument, ParseInput, ReadPart } from "./parsers/_contract/parser";

/** What one upload may hold in files within files. */
export interface PartLimits {
  /** Files within files within files. */
  depth: number;
  files: number;
  bytes: number;
}
export const PART_LIMITS: PartLimits = { depth: 3, files: 1_000, bytes: 300_000_000 };

/**
 * How a parser reads the files within its file: each is written to a temporary file, identified by its content and
 * read by its own parser. All files of one upload share one budget, however they are nested; when it is used up,
 * `ingestion.too-many-files` is thrown.
 */
export function createPartReader(
  input: ParseInput,
  parse: (input: ParseInput) => Promise<ParsedDocument>,
  limits: PartLimits = PART_LIMITS,
): ReadPart {
  const used = { files: 0, bytes: 0 };
  const readerAt = (depth: number): ReadPart => {
    return async ({ name, mimeType, bytes }) => {
      if (depth > limits.depth) {
        throw new AppError("ingestion.unsafe-archive", "bad-request", {
          params: { what: "depth" },
        });
      }
      used.files += 1;
      used.bytes += bytes.length;
      if (used.files > limits.files || used.bytes > limits.bytes) {
        throw new AppError("ingestion.too-many-files", "too-large", {
          params: { limit: limits.files, megabytes: limits.bytes / 1_000_000 },
        });
      }
      const folder = await mkdtemp(path.join(tmpdir(), "groundwork-part-"));
      try {
        const file = path.join(folder, "part");
        await writeFile(file, bytes, { mode: 0o600 });
        const { signal, options } = input;
        const readPart = readerAt(depth + 1);
        return await parse({ path: file, name, mimeType, options, readPart, signal });
      } finally {
        await rm(folder, { recursive: true });
      }
    };
  };
  return readerAt(1);
}
