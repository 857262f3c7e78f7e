import "server-only";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import type { Named } from "../inputs";

/** Makes an empty source for uploaded files. */
export async function createSource({ ctx, input }: Call<Named>) {
  return ctx.db.$transaction((tx) => insertSource(tx, ctx, input.name));
}

/** The rows of a new source, within the caller's transaction. */
export async function insertSource(tx: Tx, ctx: WorkspaceContext, name: string) {
  const source = await tx.source.create({
    data: { workspaceId: ctx.workspace.id, name },
    select: { id: true },
  });
  await recordAudit(tx, ctx, {
    action: "source.create",
    entity: "source",
    entityId: source.id,
    detail: { name },
  });
  return source;
}
