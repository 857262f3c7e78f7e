import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema, nameSchema } from "../inputs";
import { found } from "../not-found";
import { definitionOf, settingsSchema } from "./open";
import { openCredentials, sealCredentials } from "./secrets";
import { unsignedError } from "./unsigned";
import { splitValues, valuesSchema } from "./values";

export const updateSourceConnectionInput = z.object({
  id: idSchema,
  name: nameSchema.optional(),
  /** All fields; a secret one that is left empty stays as it is, unless the address it is for changes. */
  values: valuesSchema.optional(),
});

/** Fields that say whom a secret is given to. */
const ADDRESSES = ["endpoint", "loginHost", "graphHost", "apiHost"];

/**
 * Changes a connection; what it could not do any more is tried anew. Secrets do not follow to another address: they have
 * to be entered again. Throws `source-connection.not-found`, `source-connection.bad-value`.
 */
export async function updateSourceConnection({
  ctx,
  input: { id, name, values },
}: Call<z.infer<typeof updateSourceConnectionInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const row = found(
      "source-connection",
      await tx.sourceConnection.findFirst({
        where: { id, workspaceId, deletedAt: null },
        omit: { sealedCredentials: false },
      }),
    );
    const before = settingsSchema.parse(row.settings);
    const moved = values && ADDRESSES.some((key) => (values[key] ?? "") !== (before[key] ?? ""));
    const kept = moved ? {} : openCredentials(ctx.vault, row);
    const next = values && { ...kept, ...filledIn(values) };
    const split = next && splitValues(definitionOf(row.type), before.method ?? "", next);
    await tx.sourceConnection.update({
      where: { id, workspaceId },
      data: {
        ...(name !== undefined && { name }),
        ...(split && {
          settings: split.settings,
          sealedCredentials: sealCredentials(ctx.vault, split.secrets, row),
          sealedTokens: null,
          error: Prisma.DbNull,
          ...unsignedError(definitionOf(row.type), before.method ?? ""),
        }),
      },
    });
    await recordAudit(tx, ctx, {
      action: "source-connection.update",
      entity: "source-connection",
      entityId: id,
      detail: { name: name ?? row.name, credentials: values !== undefined },
    });
  });
}

function filledIn(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
}
