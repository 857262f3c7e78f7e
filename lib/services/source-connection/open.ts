import "server-only";
import { z } from "zod";
import { guardedNetwork } from "@/lib/connectors/_contract/guarded-fetch";
import type { ConnectorDefinition } from "@/lib/connectors/_contract/definition";
import type { ConnectorCall, ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCatalog, isConnectorType } from "@/lib/connectors/catalog";
import { connectorRuntimes } from "@/lib/connectors/registry.server";
import { AppError } from "@/lib/errors/app-error";
import { allowedBy } from "@/lib/net/allow-list";
import type { WorkspaceScope } from "../context";
import { found } from "../not-found";
import { accessTokenOf } from "./access-token";
import { sharedGate } from "./gate";
import { openCredentials } from "./secrets";

export interface OpenSource {
  readonly definition: ConnectorDefinition;
  readonly runtime: ConnectorRuntime;
  /** With the credentials in clear: keep it for one piece of work. */
  readonly call: ConnectorCall;
}

/** Values of fields that are no secrets, with the method. */
export const settingsSchema = z.record(z.string(), z.string());

/**
 * Opens a connection of the workspace for one piece of work. Throws `source-connection.not-found`,
 * `source-connection.unknown-type`, `crypto.unreadable`.
 */
export async function openSource(
  ctx: WorkspaceScope,
  id: string,
  signal: AbortSignal,
): Promise<OpenSource> {
  const row = found(
    "source-connection",
    await ctx.db.sourceConnection.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      omit: { sealedCredentials: false },
    }),
  );
  const definition = definitionOf(row.type);
  const runtime = connectorRuntimes[definition.type];
  const hosts = await ctx.db.allowedHost.findMany({
    where: { workspaceId: ctx.workspace.id },
    select: { host: true, port: true },
  });
  const values = { ...settingsSchema.parse(row.settings), ...openCredentials(ctx.vault, row) };
  const credentials: unknown = definition.credentials.parse(values);
  const call = {
    credentials,
    ...guardedNetwork({
      outbound: ctx.outbound.allowing(allowedBy(hosts)),
      origins: runtime.origins(credentials),
      gate: sharedGate(ctx.sql, runtime.gate(credentials)),
      signal,
    }),
    signal,
  };
  const accessToken = accessTokenOf({ ctx, connectionId: id, runtime, call });
  return { definition, runtime, call: { ...call, accessToken } };
}

/** Throws `source-connection.unknown-type`. */
export function definitionOf(type: string) {
  if (!isConnectorType(type)) {
    throw new AppError("source-connection.unknown-type", "bad-request", { params: { type } });
  }
  return connectorCatalog[type];
}
