import { z } from "zod";
import type { ConnectorDefinition } from "@/lib/connectors/_contract/definition";
import { AppError } from "@/lib/errors/app-error";

/** What the form sends: a value for each field that was filled in. */
export const valuesSchema = z.record(z.string().max(60), z.string().max(20_000));

export interface SplitValues {
  /** With the method; may be shown. */
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
}

/**
 * What belongs to a method of a connector, the secret fields apart, once all of it fits the connector's schema; empty
 * fields count as not filled in. Throws `source-connection.bad-value` with the field's key.
 */
export function splitValues(
  definition: ConnectorDefinition,
  method: string,
  values: Readonly<Record<string, string>>,
): SplitValues {
  const fields = definition.methods.find(({ id }) => id === method)?.fields ?? [];
  const filled = fields.flatMap(({ key, control }) => {
    const value = values[key]?.trim() ?? "";
    return value === "" ? [] : [{ key, value, secret: control.endsWith("secret") }];
  });
  const pick = (secret: boolean) =>
    Object.fromEntries(
      filled.flatMap((one) => (one.secret === secret ? [[one.key, one.value] as const] : [])),
    );
  const split = { settings: { method, ...pick(false) }, secrets: pick(true) };
  const parsed = definition.credentials.safeParse({ ...split.settings, ...split.secrets });
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "method");
    throw new AppError("source-connection.bad-value", "bad-request", { params: { field } });
  }
  return split;
}
