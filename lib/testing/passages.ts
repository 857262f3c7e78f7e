import { createHash } from "node:crypto";
import type { Passage } from "@/lib/graph/values";

/** A passage of a made-up handbook with this text; `id` also names its document. */
export function passage(text: string, given: Partial<Passage> = {}): Passage {
  return {
    id: "passage-1",
    documentId: "document-1",
    versionId: "version-1",
    documentName: "Employee handbook",
    page: 3,
    headings: ["Leave"],
    start: 100,
    end: 100 + text.length,
    text,
    textHash: createHash("sha256").update(text).digest("hex"),
    scores: { vector: 0.8, keyword: 5, fused: 0.03, rerank: null },
    ...given,
  };
}

export const leave = passage(
  "Every full-time employee gets 30 days of paid leave a year. Unused days expire at the end of March.",
);
export const parking = passage(
  "Parking spaces are assigned by the facilities team. Bicycles are kept in the basement.",
  {
    id: "passage-2",
    documentId: "document-2",
    versionId: "version-2",
    documentName: "Office guide",
    page: null,
    headings: [],
  },
);
