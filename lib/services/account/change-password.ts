import "server-only";
import { z } from "zod";
import { hashPassword, verifyPassword } from "@/lib/crypto/password";
import { AppError } from "@/lib/errors/app-error";
import type { UserContext } from "../context";
import { passwordSchema } from "../inputs";
import { found } from "../not-found";

export const changePasswordInput = z.object({
  current: z.string().min(1).max(200),
  next: passwordSchema,
});

/** Sets a new password and ends every session, the caller's own too. Throws `account.wrong-password`. */
export async function changePassword(args: {
  ctx: UserContext;
  input: z.infer<typeof changePasswordInput>;
}): Promise<void> {
  const { ctx, input } = args;
  const user = found(
    "member",
    await ctx.db.user.findUnique({ where: { id: ctx.user.id }, select: { passwordHash: true } }),
  );
  if (!(await verifyPassword(input.current, user.passwordHash))) {
    throw new AppError("account.wrong-password", "bad-request");
  }
  const passwordHash = await hashPassword(input.next);
  await ctx.db.user.update({
    where: { id: ctx.user.id },
    data: { passwordHash, sessionVersion: { increment: 1 } },
  });
}
