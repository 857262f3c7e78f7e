import { isAppError, type AppErrorOptions, type ErrorKind } from "@/lib/errors/app-error";
import { parseFile } from "./parse-file";
import type { Format, ParsedDocument, ParseInput } from "./parsers/_contract/parser";

/** Entry of a parser's process: one reply for each request, until its parent ends it. Started by parser-process.ts. */

export type ParseRequest = Omit<ParseInput, "signal" | "readPart">;
export type ParseReply =
  | { ok: true; document: ParsedDocument & { format: Format } }
  | {
      ok: false;
      code: string;
      kind: ErrorKind;
      params: NonNullable<AppErrorOptions["params"]>;
      detail: string;
    };

process.on("message", (request: ParseRequest) => {
  const { signal } = new AbortController();
  void parseFile({ ...request, signal })
    .then((document): ParseReply => ({ ok: true, document }), failure)
    .then((reply) => process.send?.(reply));
});
process.once("disconnect", () => process.exit(0));

function failure(error: unknown): ParseReply {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return isAppError(error)
    ? { ok: false, code: error.code, kind: error.kind, params: error.params, detail }
    : { ok: false, code: "ingestion.damaged", kind: "bad-request", params: { format: "" }, detail };
}
