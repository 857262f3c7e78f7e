import { encode } from "next-auth/jwt";
import { SESSION_COOKIE, sessionSecret } from "@/lib/auth/options";
import type { SignedInUser, WorkspaceContext } from "@/lib/services/context";
import { answeringWorkspace } from "./knowledge";
import type { TestServices } from "./services";

export const CALLERS = ["owner", "viewer", "outsider", "anonymous"] as const;
/** The outsider owns another workspace. */
export type Caller = (typeof CALLERS)[number];

/** What a caller may meet, as the kinds of AppError. */
export type Outcome = "ok" | "forbidden" | "not-found" | "unauthenticated";

/** A workspace with something of everything, and four people around it. */
export interface AccessWorld {
  readonly services: TestServices;
  readonly owner: WorkspaceContext;
  readonly viewer: WorkspaceContext;
  readonly outsider: WorkspaceContext;
  readonly workflowId: string;
  readonly sourceId: string;
  readonly storeId: string;
  readonly documentId: string;
  readonly users: Readonly<Record<Caller, SignedInUser | null>>;
}

export async function createAccessWorld(services: TestServices): Promise<AccessWorld> {
  const { ctx: owner, ...ids } = await answeringWorkspace(services);
  const viewer = await services.join(owner.workspace, "viewer");
  const outsider = await services.newWorkspace();
  const user = (ctx: WorkspaceContext) =>
    services.db.user.findUniqueOrThrow({
      where: { id: ctx.actor.userId },
      select: { id: true, name: true, email: true },
    });
  return {
    services,
    owner,
    viewer,
    outsider,
    ...ids,
    users: {
      owner: await user(owner),
      viewer: await user(viewer),
      outsider: await user(outsider),
      anonymous: null,
    },
  };
}

/** A session cookie as NextAuth would set it. */
export async function cookieOf(user: SignedInUser | null, sessionVersion = 1): Promise<string> {
  if (!user) return "";
  const token = await encode({ token: { sub: user.id, sessionVersion }, secret: sessionSecret() });
  return `${SESSION_COOKIE}=${token}`;
}
