import "server-only";
import { hasPermission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import type { WorkspaceContext } from "../context";

/**
 * Changing or removing a source that respects permissions is for those who manage connections, whether or not they may read what is in
 * it: whoever only edits knowledge could else open it to everybody, or take it from those who may. Throws `source.managed`.
 */
export function requireManager(
  ctx: WorkspaceContext,
  source: { readonly respectsPermissions: boolean },
): void {
  if (!source.respectsPermissions || hasPermission(ctx.actor.role, "connections.manage")) return;
  throw new AppError("source.managed", "forbidden");
}
