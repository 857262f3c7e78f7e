import "server-only";
import { recordAudit } from "../audit/record";
import type { Tx, WorkspaceContext } from "../context";
import { foundCount } from "../not-found";
import type { SourceSettings } from "./settings";

/** Stores how a source's files are read, within the caller's transaction, with its audit. Throws `source.not-found`. */
export async function writeSettings(
  tx: Tx,
  ctx: WorkspaceContext,
  { id, settings }: { id: string; settings: SourceSettings },
): Promise<void> {
  foundCount(
    "source",
    await tx.source.updateMany({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { settings },
    }),
  );
  const { ocr, comments } = settings;
  await recordAudit(tx, ctx, {
    action: "source.set-reading",
    entity: "source",
    entityId: id,
    detail: { languages: ocr?.languages.join(" ") ?? "", comments },
  });
}
