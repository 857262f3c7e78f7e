import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { nameSchema } from "../inputs";
import { definitionOf } from "./open";
import { sealCredentials } from "./secrets";
import { unsignedError } from "./unsigned";
import { splitValues, valuesSchema } from "./values";

export const createSourceConnectionInput = z.object({
  type: z.string().min(1).max(60),
  name: nameSchema,
  method: z.string().min(1).max(60),
  values: valuesSchema,
});

/**
 * Stores how a source outside is reached; nothing is called. Throws `source-connection.unknown-type`,
 * `source-connection.bad-value`.
 */
export async function createSourceConnection({
  ctx,
  input,
}: Call<z.infer<typeof createSourceConnectionInput>>): Promise<{ id: string }> {
  const { type, name, method } = input;
  const definition = definitionOf(type);
  const { settings, secrets } = splitValues(definition, method, input.values);
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const { id } = await tx.sourceConnection.create({
      data: { workspaceId, type, name, settings, ...unsignedError(definition, method) },
      select: { id: true },
    });
    await tx.sourceConnection.update({
      where: { id, workspaceId },
      data: { sealedCredentials: sealCredentials(ctx.vault, secrets, { id, workspaceId }) },
    });
    await recordAudit(tx, ctx, {
      action: "source-connection.create",
      entity: "source-connection",
      entityId: id,
      detail: { name, type },
    });
    return { id };
  });
}
