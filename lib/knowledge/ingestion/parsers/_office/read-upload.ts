import { parseFile } from "../../parse-file";
import type { ParseInput } from "../_contract/parser";
import { withFile } from "../testing";

const { signal } = new AbortController();

/** Reads bytes as an upload is read, for tests: identified by content, with the files within. */
export function readUpload(
  content: string | Uint8Array,
  input: Partial<ParseInput> = {},
): ReturnType<typeof parseFile> {
  return withFile(content, (path) =>
    parseFile({ path, name: "upload", mimeType: "", signal, ...input }),
  );
}

/** Input that asks for comments. */
export const WITH_COMMENTS = { options: { ocr: null, comments: true } };
