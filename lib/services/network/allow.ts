import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { parseAllowedHost } from "@/lib/net/allow-list";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";

export const hostInput = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
});

/** Lets requests reach one private host and port; twice is once. Throws `network.invalid-host`. */
export async function allowHost({ ctx, input }: Call<z.infer<typeof hostInput>>): Promise<void> {
  const allowed = canonicalHost(input);
  if (!allowed) throw new AppError("network.invalid-host", "bad-request");
  const row = { workspaceId: ctx.workspace.id, host: allowed.host, port: allowed.port };
  await ctx.db.$transaction(async (tx) => {
    await tx.allowedHost.upsert({
      where: { workspaceId_host_port: row },
      create: row,
      update: {},
    });
    await recordAudit(tx, ctx, {
      action: "network.allow",
      entity: "network",
      entityId: `${allowed.host}:${allowed.port}`,
    });
  });
}

/** A host as the outbound guard writes it: lower case, IPv6 without brackets; null when it is none. */
export function canonicalHost({ host, port }: z.infer<typeof hostInput>) {
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return parseAllowedHost(`${bracketed}:${port}`);
}
