import "server-only";
import type { ConnectorCall, ConnectorRuntime, Tokens } from "@/lib/connectors/_contract/runtime";
import { reconnect } from "@/lib/connectors/_contract/failures";
import type { WorkspaceScope } from "../context";
import { openTokens, sealTokens } from "./secrets";

interface Opened {
  readonly ctx: WorkspaceScope;
  readonly connectionId: string;
  readonly runtime: ConnectorRuntime;
  readonly call: Omit<ConnectorCall, "accessToken">;
}

/** Tokens that end sooner than this are renewed before they are used. */
const EARLY_MS = 60_000;
const RENEWAL_SECONDS = 60;
const WAIT_MS = 200;

/**
 * The `accessToken` of a connector's call. Whichever of all workers comes first renews, the others wait and take what it
 * stored: some services accept a refresh token once. A refresh token that was not given anew stays.
 */
export function accessTokenOf(opened: Opened): ConnectorCall["accessToken"] {
  return async (refused) => {
    for (;;) {
      opened.call.signal.throwIfAborted();
      const tokens = await storedTokens(opened);
      if (tokens && tokens.accessToken !== refused && tokens.expiresAt > Date.now() + EARLY_MS) {
        return tokens.accessToken;
      }
      if (await takeTurn(opened)) return (await renew(opened, refused)).accessToken;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  };
}

async function storedTokens({ ctx, connectionId }: Opened): Promise<Tokens | null> {
  const row = await ctx.db.sourceConnection.findFirst({
    where: { id: connectionId, workspaceId: ctx.workspace.id, deletedAt: null },
    select: { id: true, workspaceId: true, sealedTokens: true },
  });
  if (!row) throw reconnect("revoked");
  return openTokens(ctx.vault, row);
}

async function takeTurn({ ctx, connectionId }: Opened): Promise<boolean> {
  const rows = await ctx.sql.query(
    `update "SourceConnection" set "renewingUntil" = now() + make_interval(secs => $2)
     where id = $1 and ("renewingUntil" is null or "renewingUntil" < now()) returning 1 as one`,
    [connectionId, RENEWAL_SECONDS],
  );
  return rows.length > 0;
}

async function renew(opened: Opened, refused: string | undefined): Promise<Tokens> {
  const { ctx, connectionId, runtime, call } = opened;
  const { id: workspaceId } = ctx.workspace;
  try {
    const stored = await storedTokens(opened);
    // Somebody else renewed between the look and the turn.
    const fresh = stored && stored.expiresAt > Date.now() + EARLY_MS;
    if (fresh && stored.accessToken !== refused) return stored;
    if (!runtime.renew) throw reconnect("rejected");
    const given = await runtime.renew(call, stored);
    const tokens = {
      ...given,
      ...(given.refreshToken === undefined &&
        stored?.refreshToken !== undefined && { refreshToken: stored.refreshToken }),
    };
    await ctx.db.sourceConnection.updateMany({
      where: { id: connectionId, workspaceId },
      data: { sealedTokens: sealTokens(ctx.vault, tokens, { id: connectionId, workspaceId }) },
    });
    return tokens;
  } finally {
    await ctx.db.sourceConnection.updateMany({
      where: { id: connectionId, workspaceId },
      data: { renewingUntil: null },
    });
  }
}
