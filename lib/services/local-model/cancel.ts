import "server-only";
import type { z } from "zod";
import { dropDownload, listDownloads } from "@/lib/providers/local-transformers/download-folder";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { lockLocalModels, type byModel } from "./lock";

/** Ends a download, or forgets a failed one, with all it has brought. Nothing where there is none. */
export async function cancelLocalModelDownload({
  ctx,
  input: { model },
}: Call<z.infer<typeof byModel>>): Promise<void> {
  const { dir } = ctx.models;
  await ctx.db.$transaction(async (tx) => {
    await lockLocalModels(tx);
    const download = (await listDownloads(dir)).find((one) => one.model === model);
    if (!download) return;
    await dropDownload(dir, download);
    await recordAudit(tx, ctx, {
      action: "local-model.cancel",
      entity: "local-model",
      entityId: model,
    });
  });
}
