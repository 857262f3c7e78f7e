import "server-only";
import type { WorkspaceContext } from "@/lib/services/context";
import { getServices } from "@/lib/services/runtime";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { requirePermission, type Permission } from "./permissions";
import { sessionOfRequest } from "./session";

/**
 * For route handlers: the caller in a workspace, with a permission. Throws `session.missing`,
 * `workspace.not-found`, `permission.missing`, as the procedures do.
 */
export async function enterRoute(
  request: Request,
  slug: string,
  permission: Permission,
): Promise<WorkspaceContext> {
  const ctx = await enterWorkspace(await getServices(), await sessionOfRequest(request), slug);
  requirePermission(ctx.actor.role, permission);
  return ctx;
}
