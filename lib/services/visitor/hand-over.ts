import "server-only";
import { z } from "zod";
import { isMailAddress } from "@/lib/mail/address";
import { AppError } from "@/lib/errors/app-error";
import type { VisitorCall, VisitorContext } from "../context";
import { emailSchema } from "../inputs";
import { queueMail } from "../mail/queue";
import { exchangesOf } from "./exchanges";
import { handOverMail } from "./hand-over-mail";
import { ownRun } from "./own-run";
import { countCall } from "./rate";

export const handOverRequest = z.strictObject({
  /** Where the person is answered. */
  email: emailSchema.refine(isMailAddress),
  message: z.string().trim().max(4000).default(""),
});

interface HandOver extends z.output<typeof handOverRequest> {
  readonly runId: string;
  /** Address of the visitor's machine. */
  readonly ip: string;
}

const HOUR_MS = 3_600_000;
/** Of one visitor, from one address, and for one publication, whose inbox somebody has to read. */
const limitsOf = ({ asker, publication }: VisitorContext, ip: string) => [
  { key: `hand-over:visitor:${asker.visitorId}`, points: 3, windowMs: HOUR_MS },
  { key: `hand-over:ip:${publication.id}|${ip}`, points: 10, windowMs: HOUR_MS },
  { key: `hand-over:${publication.id}`, points: 60, windowMs: HOUR_MS },
];

/**
 * Hands the visitor's conversation over to the people that the builder named, by a mail which they answer to the visitor.
 * Throws `run.not-found`, `hand-over.not-offered`, `visitor.too-many`.
 */
export async function handOver({
  ctx,
  input: { runId, email, message, ip },
}: VisitorCall<HandOver>): Promise<void> {
  await ownRun(ctx, runId);
  const workspaceId = ctx.workspace.id;
  const publication = await ctx.db.publication.findFirst({
    where: { id: ctx.publication.id, workspaceId },
    select: {
      handOverEmail: true,
      workflow: { select: { id: true, name: true } },
      workspace: { select: { slug: true } },
    },
  });
  const to = publication?.handOverEmail;
  if (!ctx.mailer || !to) throw new AppError("hand-over.not-offered", "not-found");
  await countCall(ctx.sql, limitsOf(ctx, ip), "visitor.too-many");
  const { id, restricted } = await ctx.db.conversation.findFirstOrThrow({
    where: { id: ctx.conversationId, visitorId: ctx.asker.visitorId, workspaceId },
    select: { id: true, restricted: true },
  });
  const { workflow, workspace } = publication;
  const letter = handOverMail({
    ...{ email, message, restricted, name: workflow.name },
    exchanges: await exchangesOf(ctx, { id, workspaceId }),
    path: `/${workspace.slug}/workflows/${workflow.id}/conversations?conversation=${id}`,
  });
  await ctx.db.$transaction((tx) =>
    queueMail(tx, ctx, { kind: "hand-over", to, message: letter, about: id }),
  );
}
