import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { nameSchema } from "../inputs";
import { checkUrl, serviceOf } from "./endpoint";
import { headerNamesOf, headersSchema, sealHeaders } from "./headers";
import { sealKey } from "./secret";

export const baseUrlSchema = z.string().trim().min(1).max(500);
export const apiKeySchema = z.string().trim().min(1).max(1000);

export const createConnectionInput = z.object({
  provider: z.string().min(1).max(60),
  name: nameSchema,
  /** Where it isn't at the usual address of its provider. */
  baseUrl: baseUrlSchema.optional(),
  apiKey: apiKeySchema.optional(),
  /** Sent with every request, as some gateways ask. */
  headers: headersSchema.optional(),
});

/**
 * Keeps a model endpoint with its key sealed. Throws `connection.bad-url`, `connection.key-required`,
 * `connection.unknown-provider`.
 */
export async function createConnection({
  ctx,
  input,
}: Call<z.infer<typeof createConnectionInput>>) {
  const { provider, name, apiKey, headers = {} } = input;
  const service = serviceOf(provider);
  const baseUrl = input.baseUrl ?? service.baseUrl ?? "";
  checkUrl(baseUrl);
  if (service.keyRequired && apiKey === undefined) {
    throw new AppError("connection.key-required", "bad-request");
  }
  const settings = { provider, name, baseUrl };
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const connection = await tx.modelConnection.create({
      data: { ...settings, workspaceId },
      select: { id: true },
    });
    const row = { workspaceId, id: connection.id };
    await tx.modelConnection.update({
      where: row,
      data: {
        ...(apiKey !== undefined && sealKey(ctx.vault, apiKey, row)),
        ...sealHeaders(ctx.vault, headers, row),
      },
    });
    await recordAudit(tx, ctx, {
      action: "connection.create",
      entity: "connection",
      entityId: connection.id,
      detail: { ...settings, headers: headerNamesOf(headers) },
    });
    return connection;
  });
}
