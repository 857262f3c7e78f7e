import type { z } from "zod";
import { isAppError } from "@/lib/errors/app-error";
import { describeNetwork, garbled, type Subject } from "./failures";

/** The body as `schema` wants it. Throws `model.garbled`, what the network did, or the signal's reason. */
export async function readJson<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  { subject, signal }: { subject: Subject; signal: AbortSignal },
): Promise<z.output<Schema>> {
  let value: unknown;
  try {
    value = await response.json();
  } catch (error) {
    signal.throwIfAborted();
    throw isAppError(error) ? describeNetwork(error, subject) : garbled(subject, "not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw garbled(subject, "JSON of another shape");
  return parsed.data;
}
