import "server-only";
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors/app-error";
import type { Conversion } from "./conversions";
import { confinedBy, findConverter } from "./find-program";
import { writeProfile } from "./profile";
import { runConfined, type ConversionLimits } from "./run-confined";

export interface ConvertInput {
  /** File on this machine, only read. */
  path: string;
  /** Program it is from, for the error. */
  program: string;
  conversion: Conversion;
  /** Bytes it may write are taken from `OUTPUT_BYTES`. */
  limits: Omit<ConversionLimits, "outputBytes">;
  signal: AbortSignal;
  /** How LibreOffice's program is found. */
  find?: () => Promise<string | null>;
}

/** A converted file; it is gone when `read` has ended. */
export interface Converted {
  path: string;
  /** Wall clock, ms. */
  ms: number;
  /** Most resident memory that was seen, MB; 0 where it can't be told. */
  peakMb: number;
}

const OUTPUT_BYTES = 200_000_000;

/**
 * Has LibreOffice convert a file in a folder made for it, and hands the result to `read`. Nothing remains afterwards.
 * Throws `ingestion.converter-missing` where there is no LibreOffice, `ingestion.conversion-failed` when it doesn't
 * open the file, and what a ceiling throws (see `runConfined`).
 */
export async function convertFile<T>(
  { path: original, program, conversion, limits, signal, find = findConverter }: ConvertInput,
  read: (converted: Converted) => Promise<T>,
): Promise<T> {
  const converter = await find();
  if (converter === null) throw missing(program);
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-convert-"));
  try {
    const source = path.join(folder, "document");
    await copyFile(original, source);
    const size = (await stat(source)).size;
    const profile = path.join(folder, "profile");
    await writeProfile(profile);
    const startedAt = performance.now();
    const peakMb = await runConfined({
      command: await commandFor(converter, { profile, source, folder, conversion }),
      folder,
      limits: { ...limits, outputBytes: size + OUTPUT_BYTES },
      signal,
    }).catch((error: unknown) => {
      throw isSystemError(error) ? missing(program, error) : error;
    });
    const result = path.join(folder, "out", `document.${conversion.to}`);
    if (!(await isFile(result))) throw failed(program);
    return await read({ path: result, ms: performance.now() - startedAt, peakMb });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function commandFor(
  converter: string,
  given: { profile: string; source: string; folder: string; conversion: Conversion },
): Promise<[string, ...string[]]> {
  const { profile, source, folder, conversion } = given;
  const [first, ...prefix] = await confinedBy();
  const args = [
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    "--headless",
    "--nologo",
    "--norestore",
    "--nolockcheck",
    "--nodefault",
    `--infilter=${conversion.filter}`,
    "--convert-to",
    conversion.to,
    "--outdir",
    path.join(folder, "out"),
    source,
  ];
  return first === undefined ? [converter, ...args] : [first, ...prefix, converter, ...args];
}

const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile() && found.size > 0,
    () => false,
  );

const isSystemError = (error: unknown) => error instanceof Error && "syscall" in error;

const missing = (program: string, cause?: unknown) =>
  new AppError("ingestion.converter-missing", "bad-request", { params: { program }, cause });

const failed = (program: string) =>
  new AppError("ingestion.conversion-failed", "bad-request", { params: { program } });
