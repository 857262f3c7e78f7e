import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { WorkspaceContext } from "@/lib/services/context";
import { getServices } from "@/lib/services/runtime";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { requirePermission, type Permission } from "./permissions";
import { userOfRequest } from "./session";

/**
 * For route handlers: the caller in a workspace, with a permission. Throws `session.missing`,
 * `workspace.not-found`, `permission.missing`, as the procedures do.
 */
export async function enterRoute(
  request: Request,
  slug: string,
  permission: Permission,
): Promise<WorkspaceContext> {
  const services = await getServices();
  const user = await userOfRequest(services, request);
  if (!user) throw new AppError("session.missing", "unauthenticated");
  const ctx = await enterWorkspace({ ...services, user }, slug);
  requirePermission(ctx.actor.role, permission);
  return ctx;
}
