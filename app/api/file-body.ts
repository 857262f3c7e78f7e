import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { AppError } from "@/lib/errors/app-error";

export interface FileBody {
  /** As the person's file is called; "" when the request doesn't say. */
  readonly name: string;
  readonly mimeType: string;
  readonly body: Readable;
}

/**
 * A request whose raw body is one file, with its name in `x-file-name`, URI-encoded. Throws `storage.too-large` before
 * anything of a file is read that says it is, and `request.invalid` without a body.
 */
export function fileBodyOf(request: Request, { maxBytes }: { maxBytes: number }): FileBody {
  if (Number(request.headers.get("content-length")) > maxBytes) {
    throw new AppError("storage.too-large", "too-large", { params: { limit: maxBytes } });
  }
  if (!request.body) throw invalidFile();
  return {
    name: decodeName(request.headers.get("x-file-name")),
    mimeType: request.headers.get("content-type") ?? "",
    // The same stream under Node's own type.
    body: Readable.fromWeb(request.body as NodeReadableStream),
  };
}

/** The answer to a file without a name, or with one that can't be used. */
export function invalidFile(): AppError {
  return new AppError("request.invalid", "bad-request", { params: { field: "x-file-name" } });
}

function decodeName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}
