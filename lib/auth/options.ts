import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/lib/config/env";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { signIn, signInInput } from "@/lib/services/account/sign-in";
import type { ServiceContext } from "@/lib/services/context";
import { log } from "@/lib/telemetry/log";
import { clientIp } from "./client-ip";
import { encodeSignInError } from "./sign-in-error";

const DAYS = 24 * 60 * 60;

/** One name with and without TLS, so that session.ts need not guess. */
export const SESSION_COOKIE = "groundwork.session";

/** Cookies are marked secure when people reach us by https. */
export function secureCookies(): boolean {
  return env().nextAuthUrl?.startsWith("https://") ?? false;
}

/** E-mail and password; the session is a signed cookie that names a user and a version of their sessions. */
export function authOptions(services: Pick<ServiceContext, "db">): NextAuthOptions {
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: 30 * DAYS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() },
      },
    },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials, request) =>
          authorize(services, { ...credentials, ip: clientIp(request.headers ?? {}) }),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        // `user` is there at sign-in only; it's what `authorize` returned.
        const version = sessionVersionOf(user);
        return version === null ? token : { sub: user.id, sessionVersion: version };
      },
      // Pages read the user through session.ts; nothing of it goes to the browser this way.
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) => {
        log().error(
          { code, err: metadata instanceof Error ? metadata : undefined },
          "sign-in failed",
        );
      },
      warn: (code) => {
        log().debug({ code }, "next-auth");
      },
      debug: () => undefined,
    },
  };
}

/** Throws when the process was started without NEXTAUTH_SECRET: it must not sign with a guessable key. */
export function sessionSecret(): string {
  const secret = env().nextAuthSecret;
  if (secret === null) throw new AppError("session.no-secret", "internal");
  return secret;
}

/** NextAuth shows `message` of what is thrown here to the browser: nothing but encoded codes may be in it. */
async function authorize(services: Pick<ServiceContext, "db">, credentials: unknown) {
  try {
    const input = signInInput.safeParse(credentials);
    if (!input.success) throw new AppError("account.sign-in-refused", "unauthenticated");
    return await signIn({ ctx: services, input: input.data });
  } catch (error) {
    if (isAppError(error)) throw new Error(encodeSignInError(error), { cause: error });
    log().error({ err: error }, "sign-in failed");
    throw new Error(encodeSignInError({ code: "internal", params: {} }), { cause: error });
  }
}

function sessionVersionOf(user: unknown): number | null {
  if (typeof user !== "object" || user === null || !("sessionVersion" in user)) return null;
  return typeof user.sessionVersion === "number" ? user.sessionVersion : null;
}
