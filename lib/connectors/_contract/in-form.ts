import type { z } from "zod/mini";
import { noAnswer } from "./failures";

/** The body of a host's answer in the form that is expected. Throws `connector.no-answer` where it has another. */
export function inForm<Schema extends z.ZodMiniType>(
  host: string,
  schema: Schema,
  body: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw noAnswer(host, `another shape: ${where}`);
}
