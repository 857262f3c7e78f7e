import "server-only";
import type { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { writeChannel } from "./channel";
import { ensurePublication } from "./ensure";
import type { setLookInput } from "./inputs";

/** Sets how a channel greets and looks. Throws `workflow.not-found`. */
export async function setLook({ ctx, input }: Call<z.infer<typeof setLookInput>>): Promise<void> {
  const { workflowId, channel, look } = input;
  await ctx.db.$transaction(async (tx) => {
    const { id: publicationId } = await ensurePublication(tx, ctx, workflowId);
    await writeChannel(tx, ctx, { publicationId, channel, change: { look } });
    await recordAudit(tx, ctx, {
      action: "publication.set-look",
      entity: "workflow",
      entityId: workflowId,
      detail: { channel },
    });
  });
}
