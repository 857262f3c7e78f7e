import type { ZodType } from "zod";
import { AppError } from "@/lib/errors/app-error";

const MAX_BYTES = 64 * 1024;

/**
 * A request's JSON, checked. Throws `request.invalid` for anything else, with the field, and for more than 64 kB before
 * all of it is read.
 */
export async function jsonBody<T>(request: Request, schema: ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parse(await textOf(request)));
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues[0]?.path.map(String).join(".") ?? "");
}

/**
 * A request's text. Throws `request.invalid` for more than so many bytes, 64 kB unless said otherwise, before all of it is
 * read.
 */
export async function textOf(request: Request, maxBytes = MAX_BYTES): Promise<string> {
  if (!request.body) return "";
  const reader = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces).toString("utf8");
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw invalid("");
    }
    pieces.push(value);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid("");
  }
}

function invalid(field: string): AppError {
  return new AppError("request.invalid", "bad-request", { params: { field } });
}
