import "server-only";
import { mkdir } from "node:fs/promises";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { listDownloads, openDownload } from "@/lib/providers/local-transformers/download-folder";
import { knownModel } from "@/lib/providers/local-transformers/known-models";
import { listModels } from "@/lib/providers/local-transformers/model-folder";
import { hostOf } from "@/lib/providers/local-transformers/model-host";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { byModel } from "./lock";
import { lockLocalModels } from "./lock";

/**
 * Queues the download of a known model, or of a failed one again, which goes on with what it has. One that is here or
 * under way is left alone. Throws `local-model.unknown`.
 */
export async function downloadLocalModel({
  ctx,
  input: { model },
}: Call<z.infer<typeof byModel>>): Promise<void> {
  if (!knownModel(model)) {
    throw new AppError("local-model.unknown", "not-found", { params: { model } });
  }
  const { dir } = ctx.models;
  await mkdir(dir, { recursive: true });
  await ctx.db.$transaction(async (tx) => {
    await lockLocalModels(tx);
    const here = (await listModels(dir)).some(({ id }) => id === model);
    const before = (await listDownloads(dir)).find((one) => one.model === model);
    if (here || (before && before.state !== "failed")) return;
    const { attempt } = await openDownload(dir, model);
    const workspaceId = ctx.workspace.id;
    await ctx.jobs.enqueue(tx, "download-model", { workspaceId, model, attempt });
    await recordAudit(tx, ctx, {
      action: "local-model.download",
      entity: "local-model",
      entityId: model,
      detail: { host: hostOf(ctx.models) },
    });
  });
}
