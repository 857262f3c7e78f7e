import "server-only";
import type { z } from "zod";
import { hashSecret } from "@/lib/crypto/secret";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { ensurePublication } from "./ensure";
import { newApiKey } from "./id";
import type { createKeyInput } from "./inputs";

const DAY_MS = 86_400_000;

/** Makes an API key for this workflow alone; `key` is shown once, only its hash is kept. Throws `workflow.not-found`. */
export async function createKey({
  ctx,
  input: { workflowId, name, expiresInDays },
}: Call<z.infer<typeof createKeyInput>>): Promise<{ id: string; key: string }> {
  const key = newApiKey();
  return ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    const { id } = await tx.apiKey.create({
      data: {
        workspaceId: ctx.workspace.id,
        publicationId,
        name,
        keyHash: hashSecret(key),
        hint: key.slice(-4),
        expiresAt: expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS),
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "publication.create-key",
      entity: "workflow",
      entityId: workflowId,
      detail: { name, expiresInDays },
    });
    return { id, key };
  });
}
