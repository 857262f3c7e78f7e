import "server-only";
import { takesBatches } from "@/lib/publication/settings";
import type { VisitorContext } from "../context";
import { found } from "../not-found";
import { findOpenChannel, type OpenChannel } from "../visitor/find-publication";
import { refuse } from "../visitor/refuse";

/** The form of a visitor who may send files to it. Throws `visitor.not-live`. */
export async function requireBatches(ctx: VisitorContext): Promise<OpenChannel> {
  if (ctx.channel !== "form") throw refuse("not-live");
  const { id: publicationId } = ctx.publication;
  const open = await findOpenChannel(ctx, { publicationId, channel: "form" });
  if (!takesBatches(open.access)) throw refuse("not-live");
  return open;
}

/** A file that this visitor sent. Throws `form-batch.not-found`. */
export async function ownBatch(ctx: VisitorContext, id: string) {
  const { workspace, publication, asker } = ctx;
  return found(
    "form-batch",
    await ctx.db.formBatch.findFirst({
      where: {
        id,
        workspaceId: workspace.id,
        publicationId: publication.id,
        visitorId: asker.visitorId,
      },
    }),
  );
}
