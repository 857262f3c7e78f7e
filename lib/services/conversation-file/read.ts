import "server-only";
import { writeJson } from "@/lib/db/json";
import { sqlPort } from "@/lib/db/sql";
import { AppError } from "@/lib/errors/app-error";
import { DocumentBuilder } from "@/lib/knowledge/ingestion/parsers/document-builder";
import { chunkDocument, type Chunk } from "@/lib/knowledge/ingestion/chunk";
import { embedText } from "@/lib/knowledge/ingestion/embed-text";
import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";
import { readDocument } from "@/lib/knowledge/ingestion/read-document";
import { passageTitles } from "@/lib/knowledge/passage-titles";
import type { Tx, WorkspaceScope } from "../context";
import { readDraft } from "../workflow/find";
import { openFileEmbedder } from "./embedder";
import { MAX_PASSAGES } from "./limits";
import { looksAtPictures } from "./reader-node";
import { putAttachedPassages, type AttachedPassage, type FileAddress } from "./passages";

interface ReadFileJob {
  ctx: WorkspaceScope;
  input: { fileId: string };
  signal: AbortSignal;
}

/** A picture that a model looks at itself. */
const NO_TEXT = new DocumentBuilder().build();

/** Passages stored in one statement. */
const BATCH = 500;

/**
 * Turns an attached file into text and passages, all or nothing. Does nothing for a file that was read, removed or
 * has expired in the meantime. Throws the errors of the parsers, and `conversation-file.too-long`.
 */
export async function readAttachedFile({ ctx, input, signal }: ReadFileJob): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const file = await ctx.db.conversationFile.findFirst({
    where: { id: input.fileId, workspaceId, state: "reading", deletedAt: null },
    select: {
      ...{ id: true, conversationId: true, name: true, mimeType: true, storageKey: true },
      conversation: { select: { workflow: { select: { draft: true } } } },
    },
  });
  if (!file) return;
  const { name, mimeType } = file;
  const seen =
    mimeType.startsWith("image/") && looksAtPictures(readDraft(file.conversation.workflow.draft));
  const parsed = seen
    ? NO_TEXT
    : await ctx.storage.withLocalPath(file.storageKey, (path) =>
        readDocument({ path, name, mimeType, signal }),
      );
  const chunks = chunkDocument(parsed);
  if (chunks.length > MAX_PASSAGES) {
    throw new AppError("conversation-file.too-long", "too-large", {
      params: { passages: chunks.length, limit: MAX_PASSAGES },
    });
  }
  const passages = await embed(ctx, { name, chunks, signal });
  const address = { workspaceId, conversationId: file.conversationId, fileId: file.id };
  await ctx.db.$transaction((tx) => store(tx, address, { parsed, passages }), { timeout: 60_000 });
}

async function embed(
  ctx: WorkspaceScope,
  { name, chunks, signal }: { name: string; chunks: readonly Chunk[]; signal: AbortSignal },
): Promise<AttachedPassage[]> {
  const embedder = await openFileEmbedder(ctx);
  const titled = chunks.map((chunk) => ({ chunk, titles: passageTitles(name, chunk.headings) }));
  const texts = titled.map(({ chunk, titles }) => embedText(titles, chunk.text));
  const vectors = await embedder.embed(texts, { signal, purpose: "passage" });
  return titled.map((passage, index) => ({ ...passage, embedding: vectors[index] ?? [] }));
}

async function store(
  tx: Tx,
  address: FileAddress,
  { parsed, passages }: { parsed: ParsedDocument; passages: readonly AttachedPassage[] },
): Promise<void> {
  const { count } = await tx.conversationFile.updateMany({
    where: {
      id: address.fileId,
      workspaceId: address.workspaceId,
      state: "reading",
      deletedAt: null,
    },
    data: {
      state: "ready",
      text: parsed.text,
      structure: writeJson(parsed.structure),
      passages: passages.length,
      tokens: passages.reduce((sum, { chunk }) => sum + chunk.tokens, 0),
    },
  });
  // Removed while it was read.
  if (count === 0) return;
  for (let at = 0; at < passages.length; at += BATCH) {
    await putAttachedPassages(sqlPort(tx), address, passages.slice(at, at + BATCH));
  }
}

/** Notes that a file can't be read, with what its chip shows. */
export async function failAttachedFile(
  ctx: WorkspaceScope,
  { fileId, error }: { fileId: string; error: { code: string; params: object } },
): Promise<void> {
  await ctx.db.conversationFile.updateMany({
    where: { id: fileId, workspaceId: ctx.workspace.id, state: "reading" },
    data: { state: "failed", error: writeJson(error) },
  });
}
