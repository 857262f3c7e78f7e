import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findUpload } from "./find";
import { PART_BYTES, partsOf } from "./plan";

/** Which parts are still to be sent, for going on after an interruption. Throws `upload.not-found`. */
export async function getUpload({ ctx, input }: Call<ById>) {
  const { id, size, parts } = await findUpload(ctx.db, ctx, input.id);
  const present = new Set(parts.map(({ number }) => number));
  const missing = Array.from({ length: partsOf(size) }, (_, number) => number).filter(
    (number) => !present.has(number),
  );
  return { id, size, partBytes: PART_BYTES, parts: partsOf(size), missing };
}
