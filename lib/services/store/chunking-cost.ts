import "server-only";
import { z } from "zod";
import { chunkDocument } from "@/lib/knowledge/ingestion/chunk";
import { chunkingSchema } from "@/lib/knowledge/ingestion/chunking/chunking";
import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";
import type { Call, WorkspaceContext } from "../context";
import { documentOf } from "../indexing/stored-version";
import { idSchema } from "../inputs";
import { findStore } from "./find";

export const chunkingCostInput = z.object({ id: idSchema, chunking: chunkingSchema });

/** UTF-16 units that are really cut: a second or so of work. Of more text a part is cut and the rest inferred. */
const SAMPLE = 1_000_000;

export interface ChunkingCost {
  documents: number;
  /** Passages that would be embedded, and their estimated tokens. */
  passages: number;
  tokens: number;
  /** Counted, not inferred from a part of the text. */
  exact: boolean;
}

/** What it would take to cut all of a store's documents this way; nothing is stored. Throws `store.not-found`. */
export async function chunkingCost({
  ctx,
  input: { id, chunking },
}: Call<z.infer<typeof chunkingCostInput>>): Promise<ChunkingCost> {
  await findStore(ctx.db, ctx, id);
  const versions = await versionsOf(ctx, id);
  const length = versions.reduce((sum, version) => sum + version.length, 0);
  let cut = 0;
  let passages = 0;
  let tokens = 0;
  for (const version of versions) {
    if (cut >= SAMPLE) break;
    const document = firstOf(await readVersion(ctx, version.id), SAMPLE - cut);
    const chunks = chunkDocument(document, chunking);
    cut += document.text.length;
    passages += chunks.length;
    tokens += chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  }
  const scale = cut > 0 && cut < length ? length / cut : 1;
  return {
    documents: versions.length,
    passages: Math.round(passages * scale),
    tokens: Math.round(tokens * scale),
    exact: cut >= length,
  };
}

/** In an order that has nothing to do with the documents, so that the first are like the rest. */
function versionsOf(ctx: WorkspaceContext, storeId: string) {
  return ctx.sql.query<{ id: string; length: number }>(
    `select version.id, coalesce(version."textLength", length(version.text), 0) as length
     from "Document" document
     join "DocumentVersion" version on version.id = document."currentVersionId" and version."workspaceId" = $1
     join "Source" source on source.id = document."sourceId" and source."workspaceId" = $1
     where document."workspaceId" = $1 and document."deletedAt" is null and source."deletedAt" is null
       and exists (select from "StoreSource" link
         where link."sourceId" = source.id and link."storeId" = $2 and link."workspaceId" = $1)
     order by md5(version.id)`,
    [ctx.workspace.id, storeId],
  );
}

async function readVersion(ctx: WorkspaceContext, id: string): Promise<ParsedDocument> {
  const version = await ctx.db.documentVersion.findFirst({
    where: { id, workspaceId: ctx.workspace.id },
    select: { text: true, structure: true },
  });
  return documentOf(version ?? { text: "", structure: [] });
}

/** The beginning of a document that is longer than what is left to cut. */
function firstOf({ text, structure }: ParsedDocument, length: number): ParsedDocument {
  if (text.length <= length) return { text, structure };
  return { text: text.slice(0, length), structure: structure.filter(({ end }) => end <= length) };
}
