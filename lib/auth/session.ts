import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findSessionUser } from "@/lib/services/account/find-session-user";
import { accountStatus } from "@/lib/services/account/status";
import type { Session, SignedInUser } from "@/lib/services/context";
import { getServices } from "@/lib/services/runtime";
import { SESSION_COOKIE, sessionSecret } from "./options";

/** For pages: the session of the request's cookie, read once a request; null for none. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const jar = await cookies();
  return readSession(jar.get(SESSION_COOKIE)?.value);
});

/** The session of a request's cookie, for route handlers; null when there is none, or it is forged or expired. */
export async function sessionOfRequest(request: Request): Promise<Session | null> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const name = `${SESSION_COOKIE}=`;
  return readSession(pairs.find((pair) => pair.startsWith(name))?.slice(name.length));
}

/** NextAuth splits a long cookie into numbered parts; ours is always short enough for one. */
async function readSession(text: string | undefined): Promise<Session | null> {
  if (text === undefined) return null;
  const token = await decode({ token: text, secret: sessionSecret() }).catch(() => null);
  if (typeof token?.sub !== "string" || typeof token.sessionVersion !== "number") return null;
  return { userId: token.sub, sessionVersion: token.sessionVersion };
}

/** For pages: the signed-in user, checked against the database, or a redirect to where one signs in (on the first run: registers). */
export async function requireUserPage(): Promise<SignedInUser> {
  const services = await getServices();
  const session = await currentSession();
  const user = session && (await findSessionUser({ ctx: services, input: session }));
  if (user) return user;
  const { needsOwner } = await accountStatus({ ctx: services });
  redirect(needsOwner ? "/register" : "/sign-in");
}
