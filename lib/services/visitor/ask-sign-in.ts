import "server-only";
import { z } from "zod";
import { hashSecret } from "@/lib/crypto/secret";
import { isMailAddress } from "@/lib/mail/address";
import { isHosted } from "@/lib/publication/settings";
import type { ServiceContext } from "../context";
import { emailSchema } from "../inputs";
import type { Caller } from "./caller";
import { checkOrigin } from "./check-origin";
import { findOpenChannel } from "./find-publication";
import { countCall } from "./rate";
import { refuse } from "./refuse";

export const signInRequest = z.strictObject({
  channel: z.enum(["page", "form"]),
  email: emailSchema.refine(isMailAddress),
});

interface AskSignIn {
  ctx: ServiceContext;
  input: z.output<typeof signInRequest> & { publicationId: string };
  caller: Caller;
}

const WINDOW_MS = 15 * 60_000;

/**
 * Has a link mailed to somebody who says to be invited to a hosted page. Whether they are is looked up by a job: answer, time and
 * limits are the same for everybody, and nobody learns who is invited. Throws as startSession does, `too-many`.
 */
export async function askSignIn({
  ctx,
  input: { publicationId, channel, email },
  caller,
}: AskSignIn): Promise<void> {
  const open = await findOpenChannel(ctx, { publicationId, channel });
  checkOrigin(open.access, caller);
  if (!ctx.mailer || !isHosted(open.access) || open.access.who !== "invited") {
    throw refuse("not-live");
  }
  const of = `visitor:sign-in:${open.id}`;
  const limits = [
    { key: `${of}|to|${hashSecret(email)}`, points: 3, windowMs: WINDOW_MS },
    { key: `${of}|ip|${caller.ip}`, points: 10, windowMs: WINDOW_MS },
    { key: of, points: 200, windowMs: WINDOW_MS },
  ];
  await countCall(ctx.sql, limits, "visitor.too-many");
  await ctx.db.$transaction((tx) =>
    ctx.jobs.enqueue(tx, "mail-sign-in", {
      workspaceId: open.workspaceId,
      publicationId: open.id,
      channel,
      email,
    }),
  );
}
