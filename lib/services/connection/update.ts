import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema, nameSchema } from "../inputs";
import { apiKeySchema, baseUrlSchema } from "./create";
import { checkUrl } from "./endpoint";
import { findConnection } from "./find";
import { headerNamesOf, headersSchema, NO_HEADERS, sealHeaders } from "./headers";
import { sealKey } from "./secret";

export const updateConnectionInput = z.object({
  id: idSchema,
  name: nameSchema.optional(),
  baseUrl: baseUrlSchema.optional(),
  apiKey: apiKeySchema.optional(),
  /** In place of all stored ones. */
  headers: headersSchema.optional(),
});

/**
 * Changes what is given. Another address forgets the stored key and headers unless others come with it: else whoever may
 * change the address could have the key sent to themselves. Throws `connection.not-found`, `connection.bad-url`.
 */
export async function updateConnection({
  ctx,
  input,
}: Call<z.infer<typeof updateConnectionInput>>): Promise<void> {
  const { id, apiKey, headers, name, baseUrl } = input;
  await ctx.db.$transaction(async (tx) => {
    const before = await findConnection(tx, ctx, id);
    const after = { name: name ?? before.name, baseUrl: baseUrl ?? before.baseUrl };
    checkUrl(after.baseUrl);
    const moved = after.baseUrl !== before.baseUrl;
    const forgotten = moved ? { sealedKey: null, keyHint: null, ...NO_HEADERS } : {};
    await tx.modelConnection.update({
      where: { id, workspaceId: ctx.workspace.id },
      data: {
        ...after,
        ...forgotten,
        ...(apiKey && sealKey(ctx.vault, apiKey, before)),
        ...(headers && sealHeaders(ctx.vault, headers, before)),
      },
    });
    await recordAudit(tx, ctx, {
      action: "connection.update",
      entity: "connection",
      entityId: id,
      detail: {
        ...after,
        keyChanged: apiKey !== undefined,
        ...(headers && { headers: headerNamesOf(headers) }),
      },
    });
  });
}
