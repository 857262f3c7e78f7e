import { createHash } from "node:crypto";
import { indexVersion } from "@/lib/knowledge/ingestion/index-version";
import { DocumentBuilder } from "@/lib/knowledge/ingestion/parsers/document-builder";
import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";
import type { EvalDocument } from "./read-set";
import type { Scratch } from "./scratch";

/** Stored documents by the id the set gives them. */
export interface Ingested {
  /** Id in the set, by the id of the stored document. */
  setIds: ReadonlyMap<string, string>;
  passages: number;
}

/** Stores every document of a set, title as heading, and indexes it as uploaded documents are. */
export async function ingest(
  scratch: Scratch,
  documents: AsyncIterable<EvalDocument>,
): Promise<Ingested> {
  const setIds = new Map<string, string>();
  let passages = 0;
  for await (const document of documents) {
    const documentId = `${scratch.workspaceId}d${String(setIds.size)}`;
    setIds.set(documentId, document.id);
    passages += await ingestOne(scratch, document, documentId);
    if (setIds.size % 200 === 0)
      process.stderr.write(`\r${String(setIds.size)} documents, ${String(passages)} passages`);
  }
  process.stderr.write(`\r${String(setIds.size)} documents, ${String(passages)} passages\n`);
  return { setIds, passages };
}

async function ingestOne(
  scratch: Scratch,
  entry: EvalDocument,
  documentId: string,
): Promise<number> {
  const { workspaceId, sourceId, indexId, sql, chunking } = scratch;
  const versionId = `${documentId}v`;
  const document = toDocument(entry);
  const hash = createHash("sha256").update(document.text).digest("hex");
  const name = entry.title === "" ? entry.id : entry.title;
  const size = Buffer.byteLength(document.text);
  await sql.query(
    `insert into "Document" (id, "workspaceId", "sourceId", name, "mimeType", size, state, "updatedAt")
     values ($1, $2, $3, $4, 'text/plain', $5, 'ready', now())`,
    [documentId, workspaceId, sourceId, name, size],
  );
  await sql.query(
    `insert into "DocumentVersion" (id, "workspaceId", "documentId", number, "mimeType", size, "contentHash",
       "storageKey", text, structure, "parsedAt")
     values ($1, $2, $3, 1, 'text/plain', $4, $5, $1, $6, $7::jsonb, now())`,
    [
      versionId,
      workspaceId,
      documentId,
      size,
      hash,
      document.text,
      JSON.stringify(document.structure),
    ],
  );
  await sql.query(`update "Document" set "currentVersionId" = $2 where id = $1`, [
    documentId,
    versionId,
  ]);
  const { passages } = await indexVersion(
    {
      sourceId,
      documentId,
      versionId,
      documentName: name,
      document,
      chunking,
      corrections: [],
    },
    {
      embedder: scratch.embedder,
      stored: () => scratch.store.list({ indexId, workspaceId, versionId }),
      vectorsOf: async () => new Map(),
      put: ({ passages }) => scratch.store.putPassages({ indexId, workspaceId, passages }),
      signal: new AbortController().signal,
    },
  );
  return passages;
}

function toDocument({ title, text }: EvalDocument): ParsedDocument {
  const builder = new DocumentBuilder();
  builder.heading(1, title);
  builder.paragraph(text);
  return builder.build();
}
