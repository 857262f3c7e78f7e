import { createHash } from "node:crypto";
import type { TestDatabase } from "@/lib/testing/database";
import {
  createDocument,
  createSource,
  createStore,
  createTenant,
  createWorkflow,
} from "@/lib/testing/factories";
import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { Fusion, NewPassage } from "../_contract/passage-store";
import type { KeywordMode } from "./keyword-index";
import { createPassageStore } from "./passage-store";

const { signal } = new AbortController();
export const facts = [
  "Employees receive thirty days of paid vacation every year.",
  "The dental plan covers up to 1,200 euros of treatment.",
  "Laptops are replaced after four years of service.",
  "Parental leave lasts ninety days for each parent.",
  "Expense reports are due on the fifth working day of the month.",
  "The office in Lisbon closes at six in the evening.",
];

/** A vector that points mostly where the text's hash says; enough to tell texts apart. */
export function vectorOf(text: string): number[] {
  const bytes = createHash("sha256").update(text).digest();
  return Array.from(bytes.subarray(0, 16), (byte) => byte - 128);
}

export function passage(
  ids: { sourceId: string; documentId: string; versionId: string },
  ordinal: number,
  text: string,
): NewPassage {
  const textHash = createHash("sha256").update(text).digest("hex");
  const place = {
    ordinal,
    start: ordinal * 100,
    end: ordinal * 100 + text.length,
    page: ordinal + 1,
    tokens: 10,
  };
  return {
    ...ids,
    ...place,
    correctionId: null,
    headings: ['Say "hi", {x}', "b"],
    text,
    textHash,
    embedHash: textHash,
    titles: ["Handbook"],
    embedding: vectorOf(text),
    parent: null,
  };
}

/** A workspace with one document of all facts, indexed in a store that its source is linked to. */
export async function setUp({ db, sql }: Pick<TestDatabase, "db" | "sql">, mode: KeywordMode) {
  const { workspace } = await createTenant(db);
  const workspaceId = workspace.id;
  const source = await createSource(db, workspaceId);
  const { store: storeRow, index } = await createStore(db, workspaceId);
  const workflow = await createWorkflow(db, workspaceId);
  await db.storeSource.create({
    data: { workspaceId, storeId: storeRow.id, sourceId: source.id, workflowId: workflow.id },
  });
  const { document, version } = await createDocument(db, {
    workspaceId,
    sourceId: source.id,
    name: "Handbook",
    text: facts.join("\n"),
  });
  const store = createPassageStore(sql, { keywordMode: mode });
  const target = { indexId: index.id, workspaceId };
  await store.ensureIndex(index.id);
  await store.ensureIndex(index.id);
  const ids = { sourceId: source.id, documentId: document.id, versionId: version.id };
  const passages = facts.map((text, ordinal) => passage(ids, ordinal, text));
  await store.putPassages({ ...target, passages });
  const search = (
    query: string,
    options: {
      vector?: number[] | null;
      limit?: number;
      storeId?: string;
      workspaceId?: string;
      fusion?: Fusion;
      filters?: DocumentFilter[];
      reader?: string | null;
    } = {},
  ) =>
    store.search({
      ...target,
      storeId: storeRow.id,
      query,
      vector: null,
      limit: 3,
      reader: null,
      signal,
      ...options,
    });
  return { store, target, ids, passages, search, storeId: storeRow.id };
}
