import "server-only";
import { messageSchema, type Citation } from "@/lib/graph/values";
import type { SourceExcerpt } from "@/lib/publication/protocol";
import { AUDIENCES, covers } from "@/lib/publication/settings";
import type { VisitorCall, VisitorContext } from "../context";
import { notFound } from "../not-found";
import { citationOf } from "./answer";
import { ownRun } from "./own-run";

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
  const text = citation.attached
    ? await attachedText(ctx, citation)
    : await documentText(ctx, citation);
  const { start, end } = citation;
  if (text?.slice(start, end) !== citation.quote) throw notFound("document");
  return {
    ...citationOf(citation),
    before: text.slice(Math.max(0, start - AROUND), start),
    after: text.slice(end, end + AROUND),
    headings: [],
    href: null,
  };
}

/** Of a document that is there, of a source that was confirmed for this audience; or of what people wrote into it. */
async function documentText(ctx: VisitorContext, citation: Citation): Promise<string | null> {
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
    select: { text: true, documentId: true },
  });
  if (!version) return null;
  if (!citation.correction) return version.text;
  const correction = await ctx.db.correction.findFirst({
    where: {
      id: citation.correction.id,
      workspaceId,
      documentId: version.documentId,
      endedAt: null,
    },
    select: { text: true },
  });
  return correction?.text ?? null;
}

async function attachedText(ctx: VisitorContext, citation: Citation): Promise<string | null> {
  const file = await ctx.db.conversationFile.findFirst({
    where: {
      id: citation.documentId,
      workspaceId: ctx.workspace.id,
      conversationId: ctx.conversationId,
      deletedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: { text: true },
  });
  return file?.text ?? null;
}
