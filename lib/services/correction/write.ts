import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { anchorOf, type Anchor } from "@/lib/knowledge/ingestion/corrections/anchor";
import { coveredBy, placeCorrections } from "@/lib/knowledge/ingestion/corrections/correct";
import { overlaps } from "@/lib/knowledge/ingestion/corrections/remains";
import type { Tx, WorkspaceContext } from "../context";
import { found, notFound } from "../not-found";
import { activeCorrections, activeRows, correctionOf } from "./active";
import type { Target } from "./inputs";

/** Corrections of one document that hold at the same time. */
const MOST = 500;

/** What a new correction stands for, and what it replaces. */
export interface Stretch {
  /** Null when it replaces an addition. */
  anchor: Anchor | null;
  ended: string[];
}

/**
 * What is to be corrected. Throws `correction.outdated` when another version answers by now, `correction.taken` when
 * the stretch is corrected already, and `correction.not-found`.
 */
export async function findStretch(
  tx: Tx,
  ctx: WorkspaceContext,
  {
    document,
    target,
  }: { document: { id: string; currentVersionId: string | null }; target: Target },
): Promise<Stretch> {
  if ("correctionId" in target) {
    const rows = await activeRows(tx, ctx, document.id);
    const row = found(
      "correction",
      rows.find(({ id }) => id === target.correctionId),
    );
    return { anchor: correctionOf(row).anchor, ended: [row.id] };
  }
  const { versionId, ...range } = target;
  if (versionId !== document.currentVersionId)
    throw new AppError("correction.outdated", "conflict");
  const version = await tx.documentVersion.findFirst({
    where: { id: versionId, documentId: document.id, workspaceId: ctx.workspace.id },
    select: { text: true },
  });
  const text = version?.text ?? "";
  if (range.end > text.length) throw new AppError("correction.outdated", "conflict");
  const placed = placeCorrections(text, await activeCorrections(tx, ctx, document.id));
  if (coveredBy(placed).some((covered) => overlaps(covered, range))) {
    throw new AppError("correction.taken", "conflict");
  }
  return { anchor: anchorOf(text, range), ended: [] };
}

type NewCorrection = { documentId: string } & (
  | { kind: "exclude"; anchor: Anchor }
  | { kind: "edit"; anchor: Anchor; text: string }
  | { kind: "add"; text: string }
);

/** Notes a correction, within the caller's transaction. Throws `correction.too-many`. */
export async function createCorrection(
  tx: Tx,
  ctx: WorkspaceContext,
  correction: NewCorrection,
): Promise<{ id: string }> {
  const workspaceId = ctx.workspace.id;
  const { documentId, kind } = correction;
  const present = await tx.correction.count({ where: { documentId, workspaceId, endedAt: null } });
  if (present >= MOST) {
    throw new AppError("correction.too-many", "bad-request", { params: { limit: MOST } });
  }
  const anchored =
    correction.kind === "add"
      ? {}
      : {
          anchor: correction.anchor.text,
          before: correction.anchor.before,
          after: correction.anchor.after,
          anchorStart: correction.anchor.start,
        };
  return tx.correction.create({
    data: {
      ...{ workspaceId, documentId, kind, ...anchored },
      text: correction.kind === "exclude" ? null : correction.text,
      createdById: ctx.actor.userId,
      createdByName: await nameOf(tx, ctx),
    },
    select: { id: true },
  });
}

/** Ends corrections that hold. Throws `correction.not-found` when one of them does no longer. */
export async function endCorrections(
  tx: Tx,
  ctx: WorkspaceContext,
  { documentId, ids }: { documentId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  const { count } = await tx.correction.updateMany({
    where: { id: { in: [...ids] }, documentId, workspaceId: ctx.workspace.id, endedAt: null },
    data: { endedAt: new Date(), endedByName: await nameOf(tx, ctx) },
  });
  if (count < ids.length) throw notFound("correction");
}

async function nameOf(tx: Tx, ctx: WorkspaceContext): Promise<string> {
  const { name } = await tx.user.findUniqueOrThrow({
    where: { id: ctx.actor.userId },
    select: { name: true },
  });
  return name;
}
