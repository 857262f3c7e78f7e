import type { Passage } from "@/lib/graph/values";

/** What is selected of the passage `p`; $1 is the workspace. */
export const PASSAGE_COLUMNS = `p.id, p.document_id, p.version_id, p.page, to_json(p.headings) as headings, p.start_offset, p.end_offset,
        p.body, p.text_hash,
        (select d.name from public."Document" d where d.id = p.document_id and d."workspaceId" = $1) as document_name,
        (select json_build_object('id', c.id, 'kind', c.kind, 'by', c."createdByName") from public."Correction" c
         where c.id = p.correction_id and c."workspaceId" = $1) as correction`;

export interface PassageRow {
  id: string;
  document_id: string;
  version_id: string;
  document_name: string;
  page: number | null;
  headings: string[];
  start_offset: number;
  end_offset: number;
  body: string;
  text_hash: string;
  correction: NonNullable<Passage["correction"]> | null;
}

/** A passage as it is stored, without what a search says of it. */
export function storedPassage(row: PassageRow): Omit<Passage, "scores"> {
  return {
    id: row.id,
    documentId: row.document_id,
    versionId: row.version_id,
    documentName: row.document_name,
    ...(row.correction ? { correction: row.correction } : {}),
    page: row.page,
    headings: row.headings,
    start: row.start_offset,
    end: row.end_offset,
    text: row.body,
    textHash: row.text_hash,
  };
}
