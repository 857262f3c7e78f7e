import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { convertFile, type Converted } from "./converter/convert-file";
import { conversionOf, type Conversion } from "./converter/conversions";
import { limitsFor, type ParserLimits } from "./parser-limits";
import { parseInChild, type ParsedFile } from "./parser-pool";
import type { ParseInput } from "./parsers/_contract/parser";

interface Options {
  parse?: (input: ParseInput, limits?: ParserLimits) => Promise<ParsedFile>;
  /** How LibreOffice's program is found. */
  findConverter?: () => Promise<string | null>;
  /** Told of each conversion that succeeded. */
  onConverted?: (cost: Omit<Converted, "path">) => void;
}

/** Of the time a file has; the rest is for reading what comes out. */
const CONVERSION_SHARE = 0.7;

/**
 * Reads an uploaded file: with our parsers, and what they can't read by way of LibreOffice where that is installed.
 * Offsets and structure are those of the converted document, which says so by a warning. Both take no more time
 * together than a file may take. Throws what `parseInChild` and `convertFile` throw, and `ingestion.convert-first` for
 * files that LibreOffice can't open either.
 */
export async function readDocument(input: ParseInput, options: Options = {}): Promise<ParsedFile> {
  const parse = options.parse ?? parseInChild;
  try {
    return await parse(input);
  } catch (error) {
    const foreign = foreignOf(error);
    if (!foreign) throw error;
    return await readConverted(input, foreign, { ...options, parse });
  }
}

interface Foreign {
  program: string;
  conversion: Conversion;
}

function foreignOf(error: unknown): Foreign | null {
  if (!isAppError(error) || error.code !== "ingestion.convert-first") return null;
  const program = String(error.params.program);
  const conversion = conversionOf(program);
  return conversion && { program, conversion };
}

async function readConverted(
  input: ParseInput,
  { program, conversion }: Foreign,
  { parse, findConverter, onConverted }: Options & Required<Pick<Options, "parse">>,
): Promise<ParsedFile> {
  const limits = await limitsFor(input);
  const conversionLimits = { ...limits, timeMs: limits.timeMs * CONVERSION_SHARE };
  const { path: original, signal } = input;
  const find = findConverter ? { find: findConverter } : {};
  return convertFile(
    { path: original, program, conversion, limits: conversionLimits, signal, ...find },
    async ({ path, ...cost }) => {
      onConverted?.(cost);
      const rest = { ...limits, timeMs: limits.timeMs - cost.ms };
      const document = await parse({ ...input, path }, rest);
      const converted = { code: "converted", params: { program } };
      return { ...document, warnings: [converted, ...(document.warnings ?? [])] };
    },
  );
}
