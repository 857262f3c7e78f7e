import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { translator } from "@/lib/i18n/translator";
import { absoluteUrl } from "../address";
import { recordAudit } from "../audit/record";
import type { WorkspaceContext } from "../context";
import { countCall } from "../visitor/rate";
import { queueAlert } from "./queue";

const LIMIT = { points: 5, windowMs: 10 * 60_000 };

/** Queues an alert that says that it is a test. Throws `alert.not-found`, `alert.too-many`. */
export async function sendTestAlert({ ctx }: { ctx: WorkspaceContext }): Promise<void> {
  const { id, name, slug } = ctx.workspace;
  await countCall(ctx.sql, [{ key: `alert:test:${id}`, ...LIMIT }], "alert.too-many");
  const t = translator("mails.alert");
  const url = absoluteUrl(`/${slug}/settings?tab=alerts`);
  const message = { text: t("test", { workspace: name }), url, data: { workspace: name } };
  await ctx.db.$transaction(async (tx) => {
    const queued = await queueAlert(tx, ctx, { kind: "test", message });
    if (!queued) throw new AppError("alert.not-found", "not-found");
    await recordAudit(tx, ctx, { action: "alert.test", entity: "alert", entityId: id });
  });
}
