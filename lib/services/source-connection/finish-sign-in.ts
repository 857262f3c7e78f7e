import "server-only";
import { z } from "zod";
import { signInFailed } from "@/lib/connectors/_contract/failures";
import type { Tokens } from "@/lib/connectors/_contract/runtime";
import { Prisma } from "@/lib/db/generated/client";
import { recordAudit } from "../audit/record";
import type { Call, WorkspaceContext } from "../context";
import { redirectUriOf } from "./begin-sign-in";
import { openSource } from "./open";
import { openTokens, sealTokens } from "./secrets";
import { openState } from "./sign-in-state";

export const finishSourceSignInInput = z.object({
  type: z.string().max(60),
  state: z.string().max(4000),
  /** What the service sent the browser back with: one of both. */
  code: z.string().max(4000).nullable(),
  error: z.string().max(200).nullable(),
});

/**
 * Exchanges what the browser came back with for tokens and stores them with the connection. Throws `connector.sign-in`,
 * `source-connection.not-found`.
 */
export async function finishSourceSignIn({
  ctx,
  input,
}: Call<z.infer<typeof finishSourceSignInInput>>): Promise<{ id: string }> {
  const { connectionId, verifier } = openState(
    ctx.vault,
    { workspaceId: ctx.workspace.id, userId: ctx.actor.userId },
    input.state,
  );
  if (input.code === null) {
    throw signInFailed(
      input.error === "access_denied" ? "denied" : "other",
      new Error(input.error ?? ""),
    );
  }
  const { definition, runtime, call } = await openSource(
    ctx,
    connectionId,
    AbortSignal.timeout(30_000),
  );
  if (definition.type !== input.type || !runtime.signIn) throw signInFailed("other");
  const redirectUri = redirectUriOf(definition.type);
  const tokens = await runtime.signIn.exchange(call, { code: input.code, verifier, redirectUri });
  await store(ctx, connectionId, tokens);
  return { id: connectionId };
}

/** A refresh token that was given before stays where no new one came: reading has to go on when the person is away. */
async function store(ctx: WorkspaceContext, id: string, tokens: Tokens): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const row = await tx.sourceConnection.findFirst({
      where: { id, workspaceId, deletedAt: null },
      select: { id: true, workspaceId: true, sealedTokens: true },
    });
    const before = row && openTokens(ctx.vault, row);
    const refreshToken = tokens.refreshToken ?? before?.refreshToken;
    if (!row || refreshToken === undefined) throw signInFailed("scopes");
    await tx.sourceConnection.update({
      where: { id, workspaceId },
      data: {
        sealedTokens: sealTokens(ctx.vault, { ...tokens, refreshToken }, row),
        error: Prisma.DbNull,
      },
    });
    await recordAudit(tx, ctx, {
      action: "source-connection.sign-in",
      entity: "source-connection",
      entityId: id,
    });
  });
}
