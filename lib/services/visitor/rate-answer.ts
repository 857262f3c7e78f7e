import "server-only";
import { z } from "zod";
import type { VisitorCall } from "../context";
import { ownRun } from "./own-run";

export const feedbackRequest = z.strictObject({
  value: z.enum(["up", "down"]).nullable(),
  comment: z.string().trim().max(2000).optional(),
});

/** Keeps what the visitor thinks of an answer; null takes it back. Throws `run.not-found`. */
export async function rateAnswer({
  ctx,
  input: { runId, value, comment = "" },
}: VisitorCall<z.infer<typeof feedbackRequest> & { runId: string }>): Promise<void> {
  const run = await ownRun(ctx, runId);
  const of = { runId: run.id, workspaceId: ctx.workspace.id };
  if (value === null) {
    await ctx.db.runFeedback.deleteMany({ where: of });
    return;
  }
  const said = { value, comment, at: new Date() };
  await ctx.db.runFeedback.upsert({
    where: { runId_workspaceId: of },
    create: { ...of, ...said },
    update: said,
  });
}
