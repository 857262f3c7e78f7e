import { documentOf, USUAL_IDS, type RecordDocument } from "@/lib/connectors/_contract/record";
import { firstAt, isFilled, type JsonObject } from "@/lib/connectors/_contract/values";
import type { ListCredentials } from "./reach";

export interface ReadRecord extends RecordDocument {
  readonly id: string;
  /** The field that tells it apart. */
  readonly idField: string;
}

type Fields = Pick<ListCredentials, "id" | "title" | "text">;

/** A record as a document; null where nothing tells it apart. */
export function readRecord(record: JsonObject, fields: Fields): ReadRecord | null {
  const id = firstAt(record, fields.id === undefined ? USUAL_IDS : [fields.id], isFilled);
  if (!id) return null;
  const key = String(id.found);
  const { title, text } = fields;
  return { id: key, idField: id.path, ...documentOf(record, { title, text }, key) };
}
