import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { foundCount } from "../not-found";
import { discardFiles } from "./discard";
import { visibleFiles } from "./scope";

/** Removes a file from its conversation, for good. Throws `conversation-file.not-found`. */
export async function removeFile({ ctx, input }: Call<ById>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const count = await discardFiles(tx, ctx, { id: input.id, ...visibleFiles(ctx) });
    foundCount("conversation-file", { count });
    await recordAudit(tx, ctx, {
      action: "conversation-file.remove",
      entity: "conversation-file",
      entityId: input.id,
    });
  });
}
