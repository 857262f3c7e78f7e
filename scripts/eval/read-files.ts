import { readdir } from "node:fs/promises";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import { errorCodeOf, errorText } from "@/lib/i18n/error-text";
import { en } from "@/lib/i18n/messages/en";
import {
  createParserPool,
  type ParsedFile,
  type ParserPool,
  type ReadCost,
} from "@/lib/knowledge/ingestion/parser-pool";
import { readDocument } from "@/lib/knowledge/ingestion/read-document";
import {
  DEFAULT_PARSE_OPTIONS,
  type ParseOptions,
} from "@/lib/knowledge/ingestion/parsers/_contract/parser";

/** What became of a file that was read as an upload is. */
export interface FileResult extends ReadCost {
  file: string;
  document: ParsedFile | null;
  /** Stable code of the error, null for a file that was read. */
  code: string | null;
  /** The error in the words its uploader would see. */
  error: string | null;
}

/** Everything a person could see in the file; recognising text in pictures is measured apart. */
const ALL_TEXT: ParseOptions = { ...DEFAULT_PARSE_OPTIONS, comments: true };
const translate = withDynamicKeys(createTranslator({ locale: "en", messages: en }));

/** Reads the files of a folder (of its `files` when it has such a folder) one after another, each in a new process. */
export async function* readFiles(folder: string): AsyncGenerator<FileResult> {
  let cost: ReadCost = { ms: 0, peakMb: 0 };
  const count = ({ ms, peakMb }: ReadCost) => {
    cost = { ms: cost.ms + ms, peakMb: Math.max(cost.peakMb, peakMb) };
  };
  const pool = createParserPool({ idleMs: 0, maxFiles: 1, restMb: 0 }, count);
  const root = await filesFolder(folder);
  for (const file of (await readdir(root)).sort()) {
    cost = { ms: 0, peakMb: 0 };
    const result = await readOne({ pool, count }, root, file);
    yield { file, ...result, ...cost };
  }
}

async function filesFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inner = entries.some((entry) => entry.name === "files" && entry.isDirectory());
  return inner ? path.join(folder, "files") : folder;
}

interface Reader {
  pool: ParserPool;
  count: (cost: ReadCost) => void;
}

async function readOne({ pool, count }: Reader, root: string, file: string) {
  const { signal } = new AbortController();
  try {
    const input = { path: path.join(root, file), name: file, mimeType: "", options: ALL_TEXT };
    const document = await readDocument(
      { ...input, signal },
      { parse: (one, limits) => pool.parse(one, limits), onConverted: count },
    );
    return { document, code: null, error: null };
  } catch (error) {
    const { what, next } = errorText(error, translate);
    const code = errorCodeOf(error)?.code ?? "unknown";
    return { document: null, code, error: `${what} ${next}`.trim() };
  }
}
