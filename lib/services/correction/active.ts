import "server-only";
import type { Correction } from "@/lib/knowledge/ingestion/corrections/correct";
import type { Tx, WorkspaceScope } from "../context";

/** What a correction's row says of its document's text. */
interface CorrectionRow {
  id: string;
  kind: "exclude" | "edit" | "add";
  anchor: string | null;
  before: string;
  after: string;
  anchorStart: number | null;
  text: string | null;
}

/** The rows of a document's corrections that hold, the oldest first. */
export function activeRows(
  tx: Pick<Tx, "correction">,
  ctx: Pick<WorkspaceScope, "workspace">,
  documentId: string,
) {
  return tx.correction.findMany({
    where: { documentId, workspaceId: ctx.workspace.id, endedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** The corrections of a document that hold, the oldest first. */
export async function activeCorrections(
  tx: Pick<Tx, "correction">,
  ctx: Pick<WorkspaceScope, "workspace">,
  documentId: string,
): Promise<Correction[]> {
  return (await activeRows(tx, ctx, documentId)).map(correctionOf);
}

/** The database sees to it that each kind has what it needs (prisma/migrations/0006_corrections). */
export function correctionOf(row: CorrectionRow): Correction {
  const { id, kind, before, after } = row;
  if (kind === "add") return { id, kind, anchor: null, text: row.text ?? "" };
  const anchor = { text: row.anchor ?? "", before, after, start: row.anchorStart ?? 0 };
  return kind === "edit"
    ? { id, kind, anchor, text: row.text ?? "" }
    : { id, kind, anchor, text: null };
}
