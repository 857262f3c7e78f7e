import "server-only";
import { z } from "zod";
import { verifyPassword } from "@/lib/crypto/password";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "../context";
import { createSignInThrottle } from "./sign-in-throttle";

export const signInInput = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
  /** Address of the caller as the server saw it. */
  ip: z.string().max(100),
});

/**
 * Checks e-mail and password. An unknown address costs the same work and gives the same answer as a wrong
 * password. Throws `account.sign-in-refused` (unauthenticated) or `account.too-many-attempts` (rate-limited).
 */
export async function signIn(args: {
  ctx: Pick<ServiceContext, "db">;
  input: z.infer<typeof signInInput>;
}) {
  const { email, password, ip } = args.input;
  const throttle = createSignInThrottle(args.ctx.db);
  await throttle.claim({ email, ip });
  const user = await args.ctx.db.user.findUnique({
    where: { email },
    select: { id: true, name: true, email: true, sessionVersion: true, passwordHash: true },
  });
  const correct = await verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !correct) throw new AppError("account.sign-in-refused", "unauthenticated");
  await throttle.forgive({ email, ip });
  const { passwordHash: _kept, ...session } = user;
  return session;
}
