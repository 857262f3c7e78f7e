import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { isProviderType } from "@/lib/providers/catalog";
import { providerRuntimes } from "@/lib/providers/registry.server";
import type { WorkspaceScope } from "../context";
import { found } from "../not-found";
import { workspaceFetch } from "./outbound";
import { openKey } from "./secret";

/** Everything a call to a provider needs, the key in clear: keep it for one call only. */
export interface OpenConnection {
  readonly runtime: ProviderRuntime;
  readonly connection: Connection;
  readonly ports: ProviderPorts;
}

/**
 * Opens a connection of the workspace, or the built-in provider, which needs none. Throws
 * `connection.not-found`, `connection.unknown-provider`, `crypto.unreadable`.
 */
export async function openConnection(ctx: WorkspaceScope, id: string): Promise<OpenConnection> {
  const fetch = await workspaceFetch(ctx);
  if (id === BUILT_IN) {
    const connection = { baseUrl: "", apiKey: null };
    return { runtime: providerRuntimes[BUILT_IN], connection, ports: { fetch } };
  }
  const row = found(
    "connection",
    await ctx.db.modelConnection.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true, workspaceId: true, provider: true, baseUrl: true, sealedKey: true },
    }),
  );
  if (!isProviderType(row.provider)) {
    throw new AppError("connection.unknown-provider", "bad-request", {
      params: { provider: row.provider },
    });
  }
  return {
    runtime: providerRuntimes[row.provider],
    connection: { baseUrl: row.baseUrl, apiKey: openKey(ctx.vault, row) },
    ports: { fetch },
  };
}
