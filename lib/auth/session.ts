import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { isAppError } from "@/lib/errors/app-error";
import { findSessionUser } from "@/lib/services/account/find-session-user";
import { accountStatus } from "@/lib/services/account/status";
import type { ServiceContext, SignedInUser, WorkspaceContext } from "@/lib/services/context";
import { getServices } from "@/lib/services/runtime";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { notFound } from "next/navigation";
import { SESSION_COOKIE, sessionSecret } from "./options";

/** For pages: who is signed in, checked against the database once a request; null for nobody. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const jar = await cookies();
  return userOfCookie(await getServices(), (name) => jar.get(name)?.value);
});

/**
 * The user of a session cookie: null when there is none, it is forged or expired, or its sessions were revoked.
 * NextAuth splits a long cookie into numbered parts; ours is always short enough for one.
 */
export async function userOfCookie(
  services: Pick<ServiceContext, "db">,
  cookie: (name: string) => string | undefined,
): Promise<SignedInUser | null> {
  const token = await readToken(cookie(SESSION_COOKIE));
  if (!token) return null;
  return findSessionUser({ ctx: services, input: token });
}

async function readToken(text: string | undefined) {
  if (text === undefined) return null;
  const token = await decode({ token: text, secret: sessionSecret() }).catch(() => null);
  if (typeof token?.sub !== "string" || typeof token.sessionVersion !== "number") return null;
  return { userId: token.sub, sessionVersion: token.sessionVersion };
}

/** Who sent a request, for route handlers; null for nobody. */
export async function userOfRequest(
  services: Pick<ServiceContext, "db">,
  request: Request,
): Promise<SignedInUser | null> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return userOfCookie(services, (name) =>
    pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1),
  );
}

/** For pages: the signed-in user, or a redirect to where one signs in (on the first run: registers). */
export async function requireUserPage(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user) return user;
  const { needsOwner } = await accountStatus({ ctx: await getServices() });
  redirect(needsOwner ? "/register" : "/sign-in");
}

/** For pages under `/[workspace]`: the member's context, a redirect to sign in, or the 404 page. */
export async function requireWorkspacePage(slug: string): Promise<WorkspaceContext> {
  const user = await requireUserPage();
  try {
    return await enterWorkspace({ ...(await getServices()), user }, slug);
  } catch (error) {
    if (isAppError(error) && error.kind === "not-found") notFound();
    throw error;
  }
}
