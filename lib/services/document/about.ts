import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Call, WorkspaceContext } from "../context";
import type { ById } from "../inputs";
import { found } from "../not-found";
import { parameters } from "./filter";
import { summaryOf, type DocumentSummary } from "./state";
import { READABLE_STATUS, type StatusRow } from "./status-sql";

export interface VersionSummary {
  id: string;
  number: number;
  /** Bytes. */
  size: number;
  /** By content, once it was read. */
  format: string | null;
  /** As whoever uploaded it said; a hint. */
  mimeType: string;
  createdAt: Date;
  /** Who brought it; null when nobody noted that. */
  by: string | null;
  /** It was read, so that its text can be shown. */
  read: boolean;
  /** Answers come from it. */
  current: boolean;
}

export interface AboutDocument extends DocumentSummary {
  source: { id: string; name: string };
  /** The newest first. */
  versions: VersionSummary[];
}

/** All that is known of a document. Throws `document.deleted` with who did that, else `document.not-found`. */
export async function aboutDocument({ ctx, input }: Call<ById>): Promise<AboutDocument> {
  const workspaceId = ctx.workspace.id;
  const { params, bind } = parameters(ctx);
  const rows = await ctx.sql.query<StatusRow>(
    `with recursive ${READABLE_STATUS} select * from status where id = ${bind(input.id, "text")}`,
    params,
  );
  const [row] = rows;
  if (!row) await refuseDeleted(ctx, input.id);
  const summary = summaryOf(found("document", row));
  const document = await ctx.db.document.findFirstOrThrow({
    where: { id: input.id, workspaceId },
    select: {
      currentVersionId: true,
      source: { select: { id: true, name: true } },
      versions: {
        orderBy: { number: "desc" },
        omit: { text: true, structure: true },
      },
    },
  });
  const bringers = await bringersOf(ctx, input.id);
  const versions = document.versions.map((version) => ({
    id: version.id,
    number: version.number,
    size: version.size,
    format: version.format,
    mimeType: version.mimeType,
    createdAt: version.createdAt,
    by:
      bringers.length === document.versions.length ? (bringers[version.number - 1] ?? null) : null,
    read: version.parsedAt !== null,
    current: version.id === document.currentVersionId,
  }));
  return { ...summary, source: document.source, versions };
}

async function refuseDeleted(ctx: WorkspaceContext, documentId: string): Promise<void> {
  const receipt = await ctx.db.deletionReceipt.findFirst({
    where: { documentId, workspaceId: ctx.workspace.id },
    select: { documentName: true, deletedBy: true },
  });
  if (!receipt) return;
  throw new AppError("document.deleted", "not-found", {
    params: { name: receipt.documentName, by: receipt.deletedBy },
  });
}

/** Who uploaded each version, in their order: an upload is noted in the transaction that makes its version. */
async function bringersOf(ctx: WorkspaceContext, documentId: string): Promise<(string | null)[]> {
  const events = await ctx.db.auditEvent.findMany({
    where: {
      workspaceId: ctx.workspace.id,
      entityId: documentId,
      action: { in: ["document.upload", "document.replace"] },
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { user: { select: { name: true } } },
  });
  return events.map(({ user }) => user?.name ?? null);
}
