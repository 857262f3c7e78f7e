import "server-only";
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import { requirePermission, type Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import { findSessionUser } from "@/lib/services/account/find-session-user";
import type { ServiceContext, Session } from "@/lib/services/context";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { describeError, toTrpcError } from "./errors";

/** What every request starts with; the ladder below adds the rest. */
export interface TrpcContext {
  readonly services: ServiceContext;
  /** What the cookie says; the ladder looks it up. Null when there is none. */
  readonly session: Session | null;
}

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // The text of an unexpected error may hold anything: clients get the code only.
    message: describeError(error).code,
    data: { ...shape.data, app: describeError(error) },
  }),
  sse: {
    ping: { enabled: true, intervalMs: 2000 },
    client: { reconnectAfterInactivityMs: 5000 },
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Gives every error of a service its status, and logs those that nobody expected, once. */
const mapErrors = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  throw toTrpcError(result.error, path);
});

/** For everybody, signed in or not. */
export const publicProcedure = t.procedure.use(mapErrors);

/** `ctx.user` is there. Refuses with `session.missing`. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const { services, session } = ctx;
  const user = session && (await findSessionUser({ ctx: services, input: session }));
  if (!user) throw new AppError("session.missing", "unauthenticated");
  return next({ ctx: { caller: { ...services, user } } });
});

const workspaceInput = z.object({ workspace: z.string().min(1).max(80) });

/**
 * `input.workspace` is a slug the user is a member of; `ctx.member` acts in it. Refuses with `session.missing`,
 * `workspace.not-found`.
 */
export const workspaceProcedure = publicProcedure
  .input(workspaceInput)
  .use(async ({ ctx, input, next }) =>
    next({ ctx: { member: await enterWorkspace(ctx.services, ctx.session, input.workspace) } }),
  );

/** A workspace procedure for those whose role has the permission. Refuses with `permission.missing`. */
export function permissionProcedure(permission: Permission) {
  return workspaceProcedure.use(({ ctx, next }) => {
    requirePermission(ctx.member.actor.role, permission);
    return next();
  });
}
