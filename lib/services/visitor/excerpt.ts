import "server-only";
import { messageSchema, type Citation } from "@/lib/graph/values";
import { headingsAt } from "@/lib/knowledge/ingestion/headings-at";
import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";
import type { SourceExcerpt } from "@/lib/publication/protocol";
import { AUDIENCES, covers } from "@/lib/publication/settings";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { VisitorCall, VisitorContext } from "../context";
import { documentOf } from "../indexing/stored-version";
import { notFound } from "../not-found";
import { citationOf } from "./answer";
import { ownRun } from "./own-run";
import { visitingMember } from "./reader";

/** Characters of the document on either side of a quote. */
const AROUND = 600;

/**
 * A quote of an answer in its surroundings, as long as its document may be shown to this visitor still. Throws
 * `run.not-found`, `document.not-found`.
 */
export async function excerptFor({
  ctx,
  input,
}: VisitorCall<{ runId: string; number: number }>): Promise<SourceExcerpt> {
  const run = await ownRun(ctx, input.runId);
  const message = messageSchema.safeParse(run.output);
  const citation = message.data?.citations.find(({ number }) => number === input.number);
  if (!citation) throw notFound("document");
  const shown = citation.attached
    ? await attachedText(ctx, citation)
    : await documentText(ctx, citation);
  const { start, end } = citation;
  if (shown?.text.slice(start, end) !== citation.quote) throw notFound("document");
  return {
    ...citationOf(citation),
    before: shown.text.slice(Math.max(0, start - AROUND), start),
    after: shown.text.slice(end, end + AROUND),
    headings: headingsAt(shown.structure, start),
    href: citation.attached ? null : await addressOf(ctx, citation.documentId),
  };
}

/** Where the document lies, as its source says; for members alone, since it tells how a company arranges its files. */
async function addressOf(ctx: VisitorContext, documentId: string): Promise<string | null> {
  if (ctx.audience !== "workspace") return null;
  const where = { documentId, workspaceId: ctx.workspace.id, removedAt: null };
  const item = await ctx.db.syncItem.findFirst({ where, select: { webUrl: true } });
  return item?.webUrl?.startsWith("https://") ? item.webUrl : null;
}

/** Of a document that is there, of a source that was confirmed for this audience; or of what people wrote into it. */
async function documentText(
  ctx: VisitorContext,
  citation: Citation,
): Promise<ParsedDocument | null> {
  const workspaceId = ctx.workspace.id;
  const enough = AUDIENCES.filter((audience) => covers(audience, ctx.audience));
  const version = await ctx.db.documentVersion.findFirst({
    where: {
      id: citation.versionId,
      workspaceId,
      document: {
        deletedAt: null,
        source: {
          deletedAt: null,
          openedTo: { some: { publicationId: ctx.publication.id, audience: { in: enough } } },
        },
      },
    },
    select: { text: true, structure: true, documentId: true },
  });
  if (!version || !(await mayOpen(ctx, version.documentId))) return null;
  if (!citation.correction) return documentOf(version);
  const correction = await ctx.db.correction.findFirst({
    where: {
      id: citation.correction.id,
      workspaceId,
      documentId: version.documentId,
      endedAt: null,
    },
    select: { text: true },
  });
  return correction?.text ? { text: correction.text, structure: [] } : null;
}

const READABLE = `
  with recursive ${readerPrincipals(visitingMember({ publication: "$3", visitor: "$4" }))}
  select 1 as one from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1
  where d.id = $2 and d."workspaceId" = $1 and ${mayRead()}`;

async function mayOpen(ctx: VisitorContext, documentId: string): Promise<boolean> {
  const params = [ctx.workspace.id, documentId, ctx.publication.id, ctx.asker.visitorId];
  return (await ctx.sql.query(READABLE, params)).length > 0;
}

async function attachedText(
  ctx: VisitorContext,
  citation: Citation,
): Promise<ParsedDocument | null> {
  const file = await ctx.db.conversationFile.findFirst({
    where: {
      id: citation.documentId,
      workspaceId: ctx.workspace.id,
      conversationId: ctx.conversationId,
      deletedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: { text: true, structure: true },
  });
  return file && documentOf(file);
}
